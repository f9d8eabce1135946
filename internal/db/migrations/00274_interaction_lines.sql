-- Of a timeline it is calls, meetings and questions that are looked for by themselves: there may be few of them among very many
-- lines. Promises and messages, which are nearly all lines, are met within a step or two on the way through the whole.
DROP INDEX timeline_sort;
CREATE INDEX timeline_sort ON timeline (org, customer, sort, at, id) WHERE sort IN ('calls', 'meetings', 'questions');
-- By their subject only lines of events are struck.
DROP INDEX timeline_subject;
CREATE INDEX timeline_subject ON timeline (org, subject) WHERE source = 'event';
