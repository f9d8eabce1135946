-- Why a channel did not take a message, in one word; trouble keeps what it answered.
ALTER TABLE message ADD COLUMN trouble_kind {text} NOT NULL DEFAULT '';

-- A channel that asked to be left alone: nothing is sent by it before that.
CREATE TABLE message_pause (
    org     {id} NOT NULL,
    channel {text} NOT NULL,
    until   {time} NOT NULL,
    PRIMARY KEY (org, channel)
) {strict};
