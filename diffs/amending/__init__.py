"""Amendment decisions: their language read into typed edits, and the edits applied to the text they amend."""
