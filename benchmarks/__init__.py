"""What Chivvy costs, measured beside what it stands on. Only ratios of one run mean something."""
