-- The page of an item shows more than its editions: by which memorandum a file was approved, and that a file is lost, which the office's checks find.
call shown_to_public('memos');
call shown_to_public('item_works');
