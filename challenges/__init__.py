"""Problems that people raise, the challenges that come of them, and the questions asked about those."""
