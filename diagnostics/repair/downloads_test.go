package repair

import (
	"fmt"
	"slices"
	"testing"
)

const userPreferences = ".config/spotify/Users/me-user/prefs"

func TestDownloadsThatAUserMovedIntoTheCacheAreRefused(t *testing.T) {
	h := newHome(t)
	h.write(t, userPreferences, fmt.Sprintf("storage.location=%q\n", h.cache("Data/mine")))
	if outcome := h.refused(t, ReasonDownloadsInside); outcome.Args["Path"] != h.cache("Data/mine") {
		t.Errorf("%+v", outcome)
	}
}

func TestAUsersPreferencesThatAreHalfWrittenAreARefusal(t *testing.T) {
	h := newHome(t)
	h.write(t, userPreferences, "a=1\nstorage.location=\"/ho")
	outcome := h.refused(t, ReasonPreferencesDamaged)
	if outcome.Args["Path"] != h.in(userPreferences) || outcome.Args["Line"] != 2 {
		t.Errorf("%+v", outcome)
	}
}

func TestDownloadsThatAnotherKindMovedIntoTheCacheAreRefused(t *testing.T) {
	h := newHome(t)
	h.write(t, ".var/app/com.spotify.Client/config/spotify/prefs", fmt.Sprintf("storage.last-location=%q\n", h.cache("Data")))
	h.refused(t, ReasonDownloadsInside)
	// The incomplete preferences of an old install do not prevent clearing the cache.
	h.write(t, ".var/app/com.spotify.Client/config/spotify/prefs", "storage.last-location=\"/ho")
	h.clear(t)
}

func TestMovedDownloadsAreSaidWithTheirSize(t *testing.T) {
	h := newHome(t)
	h.write(t, "Music/Storage/a.file", "twelve bytes")
	h.write(t, userPreferences, fmt.Sprintf("storage.location=%q\n", h.in("Music")))
	h.moveDownloads(t, h.in("Music"))
	plan := h.plan(t)
	want := Kept{Path: h.in("Music"), Why: KeptDownloads, Bytes: 12}
	if found := slices.DeleteFunc(slices.Clone(plan.Kept), func(k Kept) bool { return k != want }); len(found) != 1 {
		t.Errorf("said to be kept: %+v", plan.Kept)
	}
}
