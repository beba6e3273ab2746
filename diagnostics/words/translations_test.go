package words

import (
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	"unicode"

	pluralrules "golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"retune/assets"
	"retune/diagnostics"
	"retune/diagnostics/guide/alike"
)

// These tests go through every language folder, and name file and key of each mistake.

// line is a key's entry in a file: one sentence under "other", or one for each plural form.
type line struct {
	file    string
	forms   map[string]string
	plurals bool
}

// arguments returns the names of the line's arguments.
func (l line) arguments() []string {
	named := map[string]bool{}
	for _, sentence := range l.forms {
		for _, action := range regexp.MustCompile(`\{\{.*?\}\}`).FindAllString(sentence, -1) {
			for _, name := range regexp.MustCompile(`\.[A-Z]\w*`).FindAllString(action, -1) {
				named[name[1:]] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(named))
}

// written reads a language's files. A key that occurs twice is an error, because one of the
// two would be ignored silently.
func written(t *testing.T, code string) map[string]line {
	t.Helper()
	files, err := fs.Glob(assets.Texts(), path.Join(folder, code, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("the files of %s are %q, error %v", code, files, err)
	}
	lines := map[string]line{}
	for _, file := range files {
		data, err := fs.ReadFile(assets.Texts(), file)
		if err != nil {
			t.Fatal(err)
		}
		for key, value := range entries(t, file, data) {
			if _, twice := lines[key]; twice {
				t.Errorf("%s: %s is in another file, too", file, key)
			}
			lines[key] = lineOf(t, file, key, value)
		}
	}
	return lines
}

// entries reads the top-level names one by one, because a map would hide duplicates.
func entries(t *testing.T, file string, data []byte) map[string]json.RawMessage {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	if _, err := decoder.Token(); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	found := map[string]json.RawMessage{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		key, _ := name.(string)
		if _, twice := found[key]; twice {
			t.Errorf("%s: %s is there twice", file, key)
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			t.Fatalf("%s: after %s: %v", file, key, err)
		}
		found[key] = value
	}
	return found
}

func lineOf(t *testing.T, file, key string, value json.RawMessage) line {
	t.Helper()
	var sentence string
	if json.Unmarshal(value, &sentence) == nil {
		return line{file, map[string]string{"other": sentence}, false}
	}
	forms := map[string]string{}
	if err := json.Unmarshal(value, &forms); err != nil {
		t.Errorf("%s: %s is neither a sentence nor plural forms: %v", file, key, err)
	}
	return line{file, forms, true}
}

// translations calls back for every language except English.
func translations(t *testing.T, check func(t *testing.T, code string, english, translated map[string]line)) {
	t.Helper()
	codes, err := codesOf(assets.Texts())
	if err != nil || !slices.Contains(codes, "en") {
		t.Fatalf("the languages are %q, error %v", codes, err)
	}
	english := written(t, "en")
	for _, code := range codes {
		if code != "en" {
			t.Run(code, func(t *testing.T) { check(t, code, english, written(t, code)) })
		}
	}
}

func TestTheLanguagesHaveTheSameKeys(t *testing.T) {
	translations(t, func(t *testing.T, code string, english, translated map[string]line) {
		for _, key := range slices.Sorted(maps.Keys(english)) {
			file := path.Join(folder, code, path.Base(english[key].file))
			switch there, ok := translated[key]; {
			case !ok:
				t.Errorf("%s: %s is missing", file, key)
			case there.file != file:
				t.Errorf("%s: %s belongs into %s", there.file, key, file)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(translated)) {
			if _, ok := english[key]; !ok {
				t.Errorf("%s: %s is not known in English", translated[key].file, key)
			}
		}
	})
}

func TestTheLanguagesFillInTheSame(t *testing.T) {
	translations(t, func(t *testing.T, _ string, english, translated map[string]line) {
		for key, there := range translated {
			if want, got := english[key].arguments(), there.arguments(); !slices.Equal(got, want) {
				t.Errorf("%s: %s fills in %q, in English %q", there.file, key, got, want)
			}
		}
	})
}

func TestTheSentencesAreWellFormed(t *testing.T) {
	codes, err := codesOf(assets.Texts())
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range codes {
		for key, there := range written(t, code) {
			for form, sentence := range there.forms {
				if _, err := template.New(key).Parse(sentence); err != nil {
					t.Errorf("%s: %s (%s): %v", there.file, key, form, err)
				}
			}
		}
	}
}

// pluralForms returns the forms that a language has for whole numbers, and the one for
// everything else.
func pluralForms(code string) []string {
	names := map[pluralrules.Form]string{
		pluralrules.Other: "other", pluralrules.Zero: "zero", pluralrules.One: "one", pluralrules.Two: "two",
		pluralrules.Few: "few", pluralrules.Many: "many",
	}
	forms := map[string]bool{"other": true}
	for number := range 1000 {
		forms[names[pluralrules.Cardinal.MatchPlural(language.Make(code), number, 0, 0, 0, 0)]] = true
	}
	return slices.Sorted(maps.Keys(forms))
}

func TestThePluralForms(t *testing.T) {
	translations(t, func(t *testing.T, code string, english, translated map[string]line) {
		needed := pluralForms(code)
		for key, there := range translated {
			want := []string{"other"}
			if english[key].plurals {
				want = needed
			}
			if got := slices.Sorted(maps.Keys(there.forms)); !slices.Equal(got, want) {
				t.Errorf("%s: %s has the forms %q and should have %q", there.file, key, got, want)
			}
		}
	})
}

// proper are names and signs that are the same in every language.
const proper = `\b(Spotify|Retune|Windows|macOS|Linux|iPhone|Android|Flatpak|Snap|Nix|Scoop|Homebrew|Chocolatey|Launcher|` +
	`WireGuard|TUN|TAP|PPP|IPsec|VPN|IPv4|IPv6|APT|DNS|PAC|ms|B|kB|MB|GB|TB|PB|EB)\b`

// TestNothingIsLeftInEnglish finds what was not translated. Texts that are rightly the same
// as in English are listed in testdata/same, one file per language, one key per line.
func TestNothingIsLeftInEnglish(t *testing.T) {
	notWords := regexp.MustCompile(`\{\{.*?\}\}|` + proper)
	translations(t, func(t *testing.T, code string, english, translated map[string]line) {
		same, err := alike.Listed(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range slices.Sorted(maps.Keys(translated)) {
			said := english[key].forms["other"]
			speaks := strings.ContainsFunc(notWords.ReplaceAllString(said, ""), unicode.IsLetter)
			if speaks && translated[key].forms["other"] == said && !same[key] {
				t.Errorf("%s: %s is in English: %q", translated[key].file, key, said)
			}
			if same[key] && translated[key].forms["other"] != said {
				t.Errorf("testdata/same/%s.txt lists %s, which is not the same", code, key)
			}
		}
	})
}

// shouting and unfinished match what no sentence shown to users may contain; gaps matches
// what a missing argument leaves.
const (
	shouting   = `[!¡！]`
	unfinished = `<no value>|<nil>|\{\{|\}\}`
	gaps       = `  | \.| ,|\(\)|\.\.|: \.|[:·] *$|（）|、。|。。|：。|：$`
)

// TestEverySentenceReadsWell checks every sentence with all its arguments and with none. The
// sentences of window and terminal themselves always have their arguments, so gaps in those
// are not noticed here.
func TestEverySentenceReadsWell(t *testing.T) {
	codes, err := codesOf(assets.Texts())
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range codes {
		words, err := Open(code)
		if err != nil || words.Language() != code {
			t.Fatalf("%s opens as %q, error %v", code, words.Language(), err)
		}
		for key, there := range written(t, code) {
			strange := regexp.MustCompile(shouting + "|" + unfinished + "|" + gaps)
			arguments := []diagnostics.Args{someArgs(), nil}
			switch group, _, _ := strings.Cut(key, "."); group {
			case "number":
				continue // signs between digits, such as a space
			case "window", "terminal", "report", "stability":
				strange = regexp.MustCompile(shouting + "|" + unfinished)
			case "count", "step", "clock", "size", "date":
				arguments = arguments[:1]
			}
			for _, args := range arguments {
				sentence := words.Say(key, args)
				if found := strange.FindString(sentence); found != "" || strings.TrimSpace(sentence) == "" {
					t.Errorf("%s: %s with %d arguments has %q: %s", there.file, key, len(args), found, sentence)
				}
			}
		}
	}
}

// TestTheLanguagesAreNamed checks that a folder's name is a BCP 47 tag, and that the language
// states its own name.
func TestTheLanguagesAreNamed(t *testing.T) {
	languages, err := Languages()
	if err != nil {
		t.Fatal(err)
	}
	for _, there := range languages {
		if tag, err := language.Parse(there.Code); err != nil || tag.String() != there.Code {
			t.Errorf("the folder %q should be named %q", there.Code, tag)
		}
		if there.Name == there.Code {
			t.Errorf("%s does not say what it calls itself", path.Join(folder, there.Code, nameFile))
		}
	}
}

// TestAVerdictsButtonIsCalledAsWhatItDoes checks that a button named after an action or a
// repair in English is so in every language.
func TestAVerdictsButtonIsCalledAsWhatItDoes(t *testing.T) {
	translations(t, func(t *testing.T, _ string, english, translated map[string]line) {
		named := map[string]string{}
		for key, there := range english {
			if about := strings.Count(key, ".") > 1; !about && (strings.HasPrefix(key, "action.") || strings.HasPrefix(key, "repair.")) {
				named[there.forms["other"]] = key
			}
		}
		for key, there := range translated {
			name, ok := named[english[key].forms["other"]]
			if !ok || !strings.HasSuffix(key, ".label") {
				continue
			}
			if want := translated[name].forms["other"]; there.forms["other"] != want {
				t.Errorf("%s: %s is %q, and %s %q", there.file, key, there.forms["other"], name, want)
			}
		}
	})
}
