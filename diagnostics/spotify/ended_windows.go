package spotify

// endedMeanwhile reports false: Windows has no files for its processes.
func endedMeanwhile(error) bool { return false }
