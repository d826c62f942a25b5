"""How accurate the model is: scores, intervals, tables, figures and the report."""
