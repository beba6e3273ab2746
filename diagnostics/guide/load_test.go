package guide

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"retune/assets"
)

func TestALanguageWithoutAGuideGetsTheEnglishOne(t *testing.T) {
	english, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"", "xx", "../facts", "/etc/passwd", "en\x00"} {
		other, err := Load(language)
		if err != nil {
			t.Errorf("language %q: %v", language, err)
		}
		if other.Card != english.Card {
			t.Errorf("language %q has the card %+v", language, other.Card)
		}
	}
}

// change modifies a file of the guide, given as decoded JSON.
type change func(root map[string]any)

func set(value any, place ...any) change {
	return func(root map[string]any) { reach(root, place, func(o map[string]any, k string) { o[k] = value }) }
}

func remove(place ...any) change {
	return func(root map[string]any) { reach(root, place, func(o map[string]any, k string) { delete(o, k) }) }
}

// reach descends through objects (by name) and lists (by index) to the last name.
func reach(at any, place []any, do func(object map[string]any, key string)) {
	for _, part := range place[:len(place)-1] {
		switch part := part.(type) {
		case string:
			at = at.(map[string]any)[part]
		case int:
			at = at.([]any)[part]
		}
	}
	do(at.(map[string]any), place[len(place)-1].(string))
}

func TestABrokenFileIsRefusedByFileAndField(t *testing.T) {
	for _, broken := range []struct {
		file   string
		change change
		field  string
	}{
		{"facts.json", remove("card"), "card"},
		{"facts.json", remove("card", "code"), "card.code"},
		{"facts.json", set("", "card", "brand"), "card.brand"},
		{"facts.json", set("extra", "card", "shape"), "card.shape"},
		{"facts.json", set("Medium", "card", "severity"), "card.severity"},
		{"facts.json", set("simple", "card", "difficulty"), "card.difficulty"},
		{"facts.json", set(0, "card", "fastest_minutes"), "card.fastest_minutes"},
		{"facts.json", set(1, "card", "slowest_minutes"), "card.slowest_minutes"},
		{"facts.json", set("ten", "card", "slowest_minutes"), "card.slowest_minutes"},
		{"facts.json", set("June 2026", "card", "checked"), "card.checked"},
		{"facts.json", set([]any{}, "needs"), "needs"},
		{"facts.json", remove("needs", 2, "only_reinstall"), "needs[2].only_reinstall"},
		{"facts.json", set([]any{}, "steps"), "steps"},
		{"facts.json", set(2, "steps", 0, "number"), "steps[0].number"},
		{"facts.json", set([]any{"places", "weather"}, "steps", 0, "checks"), "steps[0].checks[1]"},
		{"facts.json", set([]any{}, "steps", 6, "checks"), "steps"},
		{"facts.json", set([]any{"format-disk"}, "steps", 4, "repairs"), "steps[4].repairs[0]"},
		{"facts.json", set([]any{"open-sesame"}, "steps", 3, "actions"), "steps[3].actions[0]"},
		{"facts.json", remove("steps", 1, "manual"), "steps[1].manual"},
		{"facts.json", set([]any{"meaning"}, "questions"), "questions"},
		{"facts.json", set([]any{}, "codes"), "codes"},
		{"facts.json", set(8, "codes", 0, "step"), "codes[0].step"},
		{"facts.json", set("why", "codes", 1, "question"), "codes[1].question"},
		{"facts.json", remove("links", "status"), "links.status"},
		{"facts.json", set("https://spotify.com/", "links", "shop"), "links.shop"},
		{"facts.json", set("http://status.spotify.com/", "links", "status"), "links.status"},
		{"facts.json", set("https://notspotify.com/", "links", "download"), "links.download"},
		{"en.json", remove("card", "summary"), "card.summary"},
		{"en.json", set(" ", "card", "title"), "card.title"},
		{"en.json", remove("needs", "password"), "needs.password"},
		{"en.json", set("None", "needs", "internet", "Note"), "needs.internet.Note"},
		{"en.json", set([]any{}, "steps"), "steps"},
		{"en.json", remove("steps", 3, "why"), "steps[3].why"},
		{"en.json", remove("steps", 3, "how", "linux"), "steps[3].how.linux"},
		{"en.json", set([]any{}, "steps", 3, "how", "linux"), "steps[3].how.linux"},
		{"en.json", set([]any{"Do it.", ""}, "steps", 3, "how", "iphone"), "steps[3].how.iphone[1]"},
		{"en.json", set([]any{"Do it."}, "steps", 3, "how", "toaster"), "steps[3].how.toaster"},
		{"en.json", remove("stop", "text"), "stop.text"},
		{"en.json", set([]any{}, "stop", "helps"), "stop.helps"},
		{"en.json", remove("questions", "banned"), "questions.banned"},
		{"en.json", set("", "questions", "banned", "answer"), "questions.banned.answer"},
		{"en.json", remove("codes", "proxy"), "codes.proxy"},
		{"en.json", set("…", "codes", "weather"), "codes.weather"},
	} {
		t.Run(broken.file+" "+broken.field, func(t *testing.T) {
			files := texts(t)
			files["guide/"+broken.file] = &fstest.MapFile{Data: edit(t, files["guide/"+broken.file].Data, broken.change)}
			_, err := load(files, "en")
			invalid, ok := errors.AsType[*Invalid](err)
			if !ok {
				t.Fatalf("the error is %v", err)
			}
			if invalid.File != broken.file || invalid.Field != broken.field {
				t.Errorf("it blames %q of %s: %v", invalid.Field, invalid.File, err)
			}
			if !strings.Contains(err.Error(), broken.file) || !strings.Contains(err.Error(), broken.field) {
				t.Errorf("the sentence %q lacks file or field", err)
			}
		})
	}
}

func TestAFileThatIsNoJSONIsRefusedByFileAndLine(t *testing.T) {
	for _, file := range []string{"facts.json", "en.json"} {
		for _, data := range []string{"", "{\n\"card\": {\n", "{}{}", "[]", "\xff\xfe"} {
			files := texts(t)
			files["guide/"+file] = &fstest.MapFile{Data: []byte(data)}
			_, err := load(files, "en")
			if invalid, ok := errors.AsType[*Invalid](err); !ok || invalid.File != file {
				t.Errorf("%s with %q gives %v", file, data, err)
			}
		}
	}
}

func TestAMissingFileIsAnError(t *testing.T) {
	for _, file := range []string{"facts.json", "en.json"} {
		files := texts(t)
		delete(files, "guide/"+file)
		if _, err := load(files, "en"); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), file) {
			t.Errorf("without %s the error is %v", file, err)
		}
	}
}

// texts copies the real files, so that a test can change one.
func texts(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"guide/facts.json", "guide/en.json"} {
		data, err := fs.ReadFile(assets.Texts(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

func edit(t *testing.T, data []byte, change change) []byte {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	change(root)
	changed, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}
