"""Papers of a comparison to take home: Word, Excel, Markdown, JSON and CSV of the sheet that is on the screen."""
