-- When figures of each person may be seen: why, who agreed to it, and until when. Words stand here, not in history.
CREATE TABLE organisation_measuring (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    purpose      {text} NOT NULL,
    agreed_by    {text} NOT NULL, -- works_council, representation, staff_meeting
    agreed_on    {text} NOT NULL, -- a civil date
    begun_by     {id},
    begun_at     {time} NOT NULL,
    until        {time} NOT NULL,
    stopped_by   {id},
    stopped_at   {time},
    PRIMARY KEY (org, id)
) {strict};
