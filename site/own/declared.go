package own

// FieldsOf are the fields that a paper declares of all manuscripts of a kind.
type FieldsOf struct{ Story, Section, Author, Page []Declared }

// PictureSrc is the key of a field of the kind Picture that names its file, where the field is written as a map.
const PictureSrc = "src"

// PictureWords is what is said of a picture beside its file.
func (v Value) PictureWords() (alt, caption, credit string) {
	return v.Map.Get("alt").Text, v.Map.Get("caption").Text, v.Map.Get("credit").Text
}

// Shown are all fields for a template, where answer says what is shown of a picture, a story and an address; nil if
// there are none.
func (f Fields) Shown(answer func(Value) any) Params {
	out := f.Params()
	for _, field := range f {
		if field.Value.Kind < Picture {
			continue
		}
		if delete(out, field.Name); answer != nil {
			if v := answer(field.Value); v != nil {
				out[field.Name] = v
			}
		}
	}
	return out
}

// Of calls a function with each field of a kind.
func (f Fields) Of(kind Kind, do func(Value)) {
	for _, field := range f {
		if field.Value.Kind == kind {
			do(field.Value)
		}
	}
}
