"""The calendar: what is planned, open, awarded, ending and likely to come again, as pages, tables and feeds."""
