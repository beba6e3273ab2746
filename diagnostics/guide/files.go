package guide

import "retune/diagnostics"

// factsFile is the schema of facts.json: what is the same in every language.
type factsFile struct {
	Card      cardFacts       `json:"card"`
	Needs     []needFacts     `json:"needs"`
	Steps     []stepFacts     `json:"steps"`
	Questions []string        `json:"questions"`
	Codes     []codeFacts     `json:"codes"`
	Links     map[Link]string `json:"links"`
}

type cardFacts struct {
	Code           string `json:"code"`
	Brand          string `json:"brand"`
	ProductType    string `json:"product_type"`
	Severity       string `json:"severity"`
	Difficulty     string `json:"difficulty"`
	FastestMinutes int    `json:"fastest_minutes"`
	SlowestMinutes int    `json:"slowest_minutes"`
	Checked        string `json:"checked"`
}

type needFacts struct {
	ID            NeedID `json:"id"`
	OnlyReinstall bool   `json:"only_reinstall"`
}

type stepFacts struct {
	Number  int                      `json:"number"`
	Checks  []diagnostics.CheckName  `json:"checks"`
	Repairs []diagnostics.RepairName `json:"repairs"`
	Actions []diagnostics.Action     `json:"actions"`
	Manual  bool                     `json:"manual"`
}

// codeFacts is another label for the error; Says is the key of its text, which several labels
// may share.
type codeFacts struct {
	Label    string `json:"label"`
	Says     string `json:"says"`
	Question string `json:"question"`
	Step     int    `json:"step"`
}

// textFile is the schema of a language's file, such as en.json.
type textFile struct {
	Card      cardText                `json:"card"`
	Needs     map[NeedID]needText     `json:"needs"`
	Steps     []stepText              `json:"steps"`
	Stop      stopText                `json:"stop"`
	Questions map[string]questionText `json:"questions"`
	Codes     map[string]string       `json:"codes"`
}

type cardText struct {
	Product string `json:"product"`
	Title   string `json:"title"`
	Summary string `json:"summary"`
}

type needText struct {
	Title string `json:"title"`
	Note  string `json:"note"`
}

type stepText struct {
	Title string              `json:"title"`
	Why   string              `json:"why"`
	How   map[Device][]string `json:"how"`
}

type stopText struct {
	Title string   `json:"title"`
	Text  string   `json:"text"`
	Helps []string `json:"helps"`
}

type questionText struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}
