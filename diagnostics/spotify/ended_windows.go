package spotify

// endedMeanwhile: Windows shows its processes in no files.
func endedMeanwhile(error) bool { return false }
