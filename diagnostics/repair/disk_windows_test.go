package repair

// strangeNames are file names that only some systems allow.
func strangeNames() []string {
	return []string{"Grüße ☕ 🎵", " begins with a space", "a;b&c%PATH%"}
}

// killings is how often a Retune is killed while it works; few, because Wine takes long to
// start one.
const killings = 10
