-- History: ids, codes, instants and numbers only. Within one subject, order is version.
CREATE TABLE event (
    org          {id} NOT NULL,
    id           {id} NOT NULL,
    subject_kind {text} NOT NULL,
    subject      {id} NOT NULL,
    version      {int64} NOT NULL,
    kind         {text} NOT NULL,
    happened_at  {time} NOT NULL,
    recorded_at  {time} NOT NULL,
    actor_kind   {text} NOT NULL,
    actor        {id},
    request      {text} NOT NULL,
    imported     {bool} NOT NULL,
    payload      {text} NOT NULL,
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX event_subject ON event (org, subject_kind, subject, version);
