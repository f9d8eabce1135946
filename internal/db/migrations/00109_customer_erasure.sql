-- A customer whose data are erased: the row stays without a name, so that what was promised, posted and kept adds up
-- as before. Until it is done it can be called off; what was done stays as ids, codes and instants.
ALTER TABLE customer ADD COLUMN erased_at {time};

CREATE TABLE customer_erasure (
    org           {id} NOT NULL,
    id            {id} NOT NULL,
    customer      {id} NOT NULL,
    reason        {text} NOT NULL, -- asked, consent, purpose, objected, tried
    let_go        {bool} NOT NULL, -- what is still open between us is let go, as the customer wishes
    asked_at      {time} NOT NULL,
    asked_kind    {text} NOT NULL,
    asked_by      {id},
    due_at        {time} NOT NULL,
    called_off_at {time},
    called_off_by {id},
    done_at       {time},
    PRIMARY KEY (org, id)
) {strict};
CREATE UNIQUE INDEX customer_erasure_once ON customer_erasure (org, customer) WHERE called_off_at IS NULL;

-- The words of a note change; what it said before is forgotten by this.
CREATE INDEX search_word_note ON search_word (org, subject) WHERE kind = 'note';
