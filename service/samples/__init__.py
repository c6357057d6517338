"""The sample site: five official policies published on loopback as a ministry, a city and a district would."""
