package alike

// edits counts the letters to add, take away or change, and neighbours to swap, that make one text of the
// other (Damerau-Levenshtein, no part edited twice). Above most it stops: the answer is then most+1.
func edits(a, b []rune, most int) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > most {
		return most + 1
	}
	var two, one, row [maxLetters + 1]int
	for j := 0; j <= len(b); j++ {
		one[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := one[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, one[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1) // #nosec G602 -- j > 1
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		two, one = one, row
	}
	return min(one[len(b)], most+1)
}

// likeness is the Jaro-Winkler likeness of two words, 0 to 1: letters in common not too far apart, less for
// those that changed places, more for a beginning in common.
func likeness(a, b []rune) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	reach := max(max(len(a), len(b))/2-1, 0)
	var takenA, takenB [maxLetters]bool
	common := 0
	for i, r := range a {
		for j := max(0, i-reach); j < min(len(b), i+reach+1); j++ {
			if !takenB[j] && b[j] == r {
				takenA[i], takenB[j] = true, true
				common++
				break
			}
		}
	}
	if common == 0 {
		return 0
	}
	swapped, j := 0, 0
	for i := range a {
		if !takenA[i] {
			continue
		}
		for !takenB[j] {
			j++
		}
		if a[i] != b[j] {
			swapped++
		}
		j++
	}
	c := float64(common)
	jaro := (c/float64(len(a)) + c/float64(len(b)) + (c-float64(swapped/2))/c) / 3
	begin := 0
	for begin < min(len(a), len(b), 4) && a[begin] == b[begin] {
		begin++
	}
	return jaro + float64(begin)*0.1*(1-jaro)
}
