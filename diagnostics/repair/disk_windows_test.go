package repair

// strangeNames are names of files that only some systems allow.
func strangeNames() []string {
	return []string{"Grüße ☕ 🎵", " begins with a space", "a;b&c%PATH%"}
}

// killings is how often a Retune is killed at its work: starting one takes Wine long.
const killings = 10
