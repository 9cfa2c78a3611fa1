"""The dossier as every staff room shows it and moves it: one page, one table of forms, the same in each room."""
