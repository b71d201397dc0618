"""What the law says about an election's days, as data: one file for each country under `countries/`."""
