-- A block must fit whatever it holds. With storage "plain" one larger than a page (some 1,000 staff answers, or a handful with long comments)
-- could not be written at all. Up to a page it still stands in the row, where counting a whole country is fastest; above that, beside it.
-- Rows that are there stay as they are and are read as before.
alter table survey_blocks alter column body set storage external;
alter table survey_blocks set (toast_tuple_target = 8160);
