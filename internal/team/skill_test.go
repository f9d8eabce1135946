package team

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"
)

// The pattern says the same as the loop; it is too dear to compile at every start.
func TestWhatCanBeASkill(t *testing.T) {
	pattern := regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} ._+&/-]{0,39}$`)
	text := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("aé8Ⅷ ._+&/-")), 0, 42, -1),
		rapid.StringOfN(rapid.RuneFrom([]rune("ab")), 38, 42, -1),
		rapid.StringN(0, 6, -1), rapid.String(),
	)
	rapid.Check(t, func(t *rapid.T) {
		if code := text.Draw(t, "code"); isSkill(code) != pattern.MatchString(code) {
			t.Fatalf("%q: %v", code, isSkill(code))
		}
	})
}
