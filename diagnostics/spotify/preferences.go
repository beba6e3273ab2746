package spotify

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"retune/diagnostics/system"
)

// Preferences are the settings that Spotify keeps in its prefs file, as they stand
// there. The file holds the login, too: values are never printed.
type Preferences struct{ values map[string]string }

// Damaged says that a preferences file is not whole.
type Damaged struct {
	Line int // 1 is the first; 0: the file as a whole
	Why  string
}

// Error says it for logs; the faces have words of their own.
func (d *Damaged) Error() string { return fmt.Sprintf("line %d: %s", d.Line, d.Why) }

// largestPreferences is far above a real file, which has some dozen lines.
const largestPreferences = 1 << 20

// ReadPreferences reads a preferences file. A file that is not there says nothing;
// a damaged one is a *Damaged, and any other failure the file system's error.
func ReadPreferences(files system.Files, path string) (Preferences, error) {
	content, err := files.Read(path, largestPreferences)
	if errors.Is(err, fs.ErrNotExist) {
		return Preferences{}, nil
	}
	if err != nil {
		return Preferences{}, fmt.Errorf("preferences: %w", err)
	}
	preferences, err := ParsePreferences(content)
	if err != nil {
		return Preferences{}, fmt.Errorf("preferences %s: %w", path, err)
	}
	return preferences, nil
}

// ParsePreferences reads lines of key=value. Text stands in double quotes with
// backslashes doubled; CRLF, a byte order mark, empty lines and lines that begin
// with # are borne. Anything else is a *Damaged: Spotify writes the file anew at
// every start and end, and whoever reads it in between must not act on half of it.
func ParsePreferences(content []byte) (Preferences, error) {
	content = bytes.TrimPrefix(content, []byte(byteOrderMark))
	if len(bytes.TrimSpace(content)) == 0 {
		return Preferences{}, &Damaged{Why: "the file is empty"}
	}
	values := map[string]string{}
	for i, line := range strings.Split(string(content), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, err := parseLine(line)
		if err != nil {
			return Preferences{}, &Damaged{Line: i + 1, Why: err.Error()}
		}
		values[key] = value
	}
	if cutOff(content) {
		return Preferences{}, &Damaged{Line: bytes.Count(content, []byte("\n")) + 1, Why: "the last value is cut off"}
	}
	return Preferences{values: values}, nil
}

// cutOff reports whether a last line without its end stops within a bare value: of
// those, only numbers and the whole words are known.
func cutOff(content []byte) bool {
	last := content[bytes.LastIndexByte(content, '\n')+1:]
	_, value, found := bytes.Cut(bytes.TrimSpace(last), []byte("="))
	if !found || bytes.HasPrefix(last, []byte("#")) {
		return false
	}
	switch text := string(bytes.TrimSpace(value)); {
	case strings.HasPrefix(text, `"`), text == "true", text == "false":
		return false
	default:
		_, err := strconv.ParseFloat(text, 64)
		return err != nil
	}
}

func parseLine(line string) (key, value string, err error) {
	key, value, found := strings.Cut(line, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if !found || key == "" {
		return "", "", errors.New("no key and value")
	}
	if strings.ContainsRune(line, 0) {
		return "", "", errors.New("a zero byte")
	}
	if !strings.HasPrefix(value, `"`) {
		return key, value, nil
	}
	value, err = unquote(value)
	return key, value, err
}

// unquote takes the quotes and the doubled backslashes off a text.
func unquote(text string) (string, error) {
	var plain strings.Builder
	escaped := false
	// Byte by byte: a path need not be UTF-8.
	for i := 1; i < len(text); i++ {
		switch letter := text[i]; {
		case escaped:
			plain.WriteByte(letter)
			escaped = false
		case letter == '\\':
			escaped = true
		case letter == '"':
			if i+1 != len(text) {
				return "", errors.New("text behind the closing quote")
			}
			return plain.String(), nil
		default:
			plain.WriteByte(letter)
		}
	}
	return "", errors.New("a text without its closing quote")
}

// DownloadFolders returns where the songs for offline use were moved to, if they
// were. Source of the keys: BootBlock/Deguffer's SpotifyEdition.
func (p Preferences) DownloadFolders() []string {
	var folders []string
	for _, key := range []string{"storage.location", "storage.last-location"} {
		if folder := p.values[key]; folder != "" {
			folders = append(folders, folder)
		}
	}
	return folders
}

// LastVersion returns the version that ran last; "" where none did.
func (p Preferences) LastVersion() string { return p.values["app.last-launched-version"] }
