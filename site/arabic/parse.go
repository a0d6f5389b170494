package arabic

import (
	"errors"
	"time"
)

// ParseDate reads a date.
func ParseDate(s string, zone *time.Location) (t time.Time, hasTime bool, err error) {
	if t, err = time.Parse(time.RFC3339, s); err == nil {
		return t, true, nil
	}
	if t, err = time.ParseInLocation(time.DateOnly, s, zone); err == nil {
		return t, false, nil
	}
	return t, false, errors.New("expected a date like 2024-09-14")
}
