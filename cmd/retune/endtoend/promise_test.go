//go:build linux

package endtoend

// The objects that the terminal prints, as far as other programs may rely on them.

type report struct {
	Schema    int       `json:"schema"`
	Version   string    `json:"version"`
	Started   string    `json:"started"`
	ElapsedMS *int64    `json:"elapsed_ms"`
	Verdict   verdict   `json:"verdict"`
	Findings  []finding `json:"findings"`
	Client    client    `json:"client"`
}

type verdict struct {
	Cause    string   `json:"cause"`
	Title    string   `json:"title"`
	Evidence []string `json:"evidence"`
	Step     *int     `json:"step"`
	Repair   *string  `json:"repair"`
}

type finding struct {
	Check     string  `json:"check"`
	Status    string  `json:"status"`
	Cause     *string `json:"cause"`
	BecauseOf *string `json:"because_of"`
	Title     string  `json:"title"`
	Detail    *string `json:"detail"`
	ElapsedMS *int64  `json:"elapsed_ms"`
}

type client struct {
	Kind        string `json:"kind"`
	Version     string `json:"version"`
	Running     bool   `json:"running"`
	Connections int    `json:"connections"`
}

type repairObject struct {
	Repair  string `json:"repair"`
	Items   []item `json:"items"`
	Bytes   int64  `json:"bytes"`
	Files   int64  `json:"files"`
	Kept    []kept `json:"kept"`
	Undo    bool   `json:"undo"`
	Outcome string `json:"outcome"`
	Reason  string `json:"reason"`

	Changes       []change  `json:"changes"`
	Administrator bool      `json:"administrator"`
	Findings      []finding `json:"findings"`
}

type change struct {
	Path   string `json:"path"`
	Line   int    `json:"line"`
	Before string `json:"before"`
	After  string `json:"after"`
}

type item struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	Files int64  `json:"files"`
}

type kept struct {
	Path string `json:"path"`
	Why  string `json:"why"`
}
