"""Many runs: studies over seeds, hyperparameter tuning, statistics, and results.json."""
