-- What a customer says was not done stands first on its owner's Today.
CREATE INDEX promise_disputed ON promise (org, owner, due_at) WHERE state = 'disputed';
