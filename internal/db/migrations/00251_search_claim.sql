-- What is said of a customer is found too. It is said again in other words, so all its words are taken away at once.
CREATE INDEX search_word_claim ON search_word (org, subject) WHERE kind = 'claim';
