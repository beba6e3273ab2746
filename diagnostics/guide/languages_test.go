package guide

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"retune/assets"
	"retune/diagnostics/guide/alike"
)

// These tests go through every language, and name file and field of each mistake.

// languages returns the codes of all languages that have a guide or words.
func languages(t *testing.T) []string {
	t.Helper()
	codes := map[string]bool{}
	for _, pattern := range []string{"guide/*.json", "translations/*"} {
		paths, err := fs.Glob(assets.Texts(), pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: found %q, error %v", pattern, paths, err)
		}
		for _, found := range paths {
			codes[strings.TrimSuffix(path.Base(found), ".json")] = true
		}
	}
	delete(codes, "facts")
	return slices.Sorted(maps.Keys(codes))
}

func TestEveryLanguageIsComplete(t *testing.T) {
	for _, code := range languages(t) {
		if _, err := fs.Stat(assets.Texts(), path.Join("translations", code)); err != nil {
			t.Errorf("%s has a guide and no words: %v", code, err)
		}
		if _, err := fs.Stat(assets.Texts(), path.Join("guide", code+".json")); err != nil {
			t.Errorf("%s has words and no guide: %v", code, err)
			continue
		}
		if _, err := load(assets.Texts(), code); err != nil {
			t.Errorf("language %q: %v", code, err)
		}
	}
}

// fields returns all texts of a language's guide by their place in the file.
func fields(t *testing.T, code string) map[string]string {
	t.Helper()
	data, err := fs.ReadFile(assets.Texts(), path.Join("guide", code+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var whole any
	if err := json.Unmarshal(data, &whole); err != nil {
		t.Fatalf("guide/%s.json: %v", code, err)
	}
	found := map[string]string{}
	gather(whole, "", found)
	return found
}

func gather(value any, place string, into map[string]string) {
	switch value := value.(type) {
	case string:
		into[place] = value
	case []any:
		for i, part := range value {
			gather(part, fmt.Sprintf("%s[%d]", place, i), into)
		}
	case map[string]any:
		for name, part := range value {
			gather(part, strings.TrimPrefix(place+"."+name, "."), into)
		}
	}
}

// TestTheGuideIsTranslatedWhole reports everything missing at once. The number of
// instructions for a device may differ between languages. Texts that are rightly the same as
// in English are listed in testdata/same, one file per language, one field per line.
func TestTheGuideIsTranslatedWhole(t *testing.T) {
	english := fields(t, "en")
	move := regexp.MustCompile(`\.how\..*\[\d+\]$`)
	for _, code := range languages(t) {
		if code == "en" {
			continue
		}
		translated := fields(t, code)
		same, err := alike.Listed(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range slices.Sorted(maps.Keys(english)) {
			switch said, ok := translated[field]; {
			case !ok && !move.MatchString(field):
				t.Errorf("guide/%s.json: %s is missing", code, field)
			case ok && said == english[field] && !same[field] && strings.ContainsFunc(said, unicode.IsLetter):
				t.Errorf("guide/%s.json: %s is in English: %q", code, field, said)
			}
		}
	}
}

func TestTheGuidesReadWell(t *testing.T) {
	strange := regexp.MustCompile(`[!¡！]|  |\{\{|^\s|\s$`)
	for _, code := range languages(t) {
		for field, said := range fields(t, code) {
			if found := strange.FindString(said); found != "" {
				t.Errorf("guide/%s.json: %s has %q: %s", code, field, found, said)
			}
		}
	}
}

// TestABrokenTranslationIsReadInEnglish checks that an incomplete translation is not shown.
func TestABrokenTranslationIsReadInEnglish(t *testing.T) {
	english, err := Load("en")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"empty": "{}", "no JSON": "{"} {
		files := texts(t)
		files["guide/xx.json"] = &fstest.MapFile{Data: []byte(data)}
		got, err := loadOrEnglish(files, "xx")
		if err != nil || got.Card != english.Card {
			t.Errorf("%s: the card is %+v, error %v", name, got.Card, err)
		}
	}
}
