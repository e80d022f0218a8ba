namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>Steps over what belongs together in a header of addresses: quoted strings, comments, angles, encoded words. Linear, whatever is left open.</summary>
internal ref struct AddressScanner(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private bool _noQuote;
    private bool _noComment;
    private bool _noAngle;

    /// <summary>Where the element that begins here ends; one letter further where it is a letter.</summary>
    public int After(int at) => _text[at] switch
    {
        '"' when !_noQuote => Or(at, Quote(at), ref _noQuote),
        '(' when !_noComment => Or(at, Comment(at), ref _noComment),
        '<' when !_noAngle => Or(at, Angle(at), ref _noAngle),
        '=' => Word(at),
        '\\' => Math.Min(at + 2, _text.Length),
        _ => at + 1,
    };

    private static int Or(int at, int end, ref bool none)
    {
        none = end < 0;
        return end < 0 ? at + 1 : end;
    }

    private readonly int Quote(int at)
    {
        var (start, isAsked) = (at, false);
        for (at++; at < _text.Length; at++)
        {
            if (_text[at] == '\\')
            {
                at++;
            }
            else if (_text[at] == '"')
            {
                return at + 1;
            }
            else if (!isAsked && _text[at..].StartsWith(">,"))
            {
                isAsked = true;
                if (_text[start..at].LastIndexOf('<') is >= 0 and var angle && _text[(start + angle)..at].Contains('@'))
                {
                    return start + 1; // somebody else begins: the quote was never closed, and is none
                }
            }
        }

        return -1;
    }

    private readonly int Comment(int at)
    {
        var depth = 0;
        for (; at < _text.Length; at++)
        {
            depth += _text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (_text[at] == '\\')
            {
                at++;
            }
            else if (depth == 0)
            {
                return at + 1;
            }
        }

        return -1;
    }

    private readonly int Angle(int at)
    {
        var end = _text[at..].IndexOf('>');
        return end < 0 ? -1 : at + end + 1;
    }

    // An encoded word may hold a comma that nobody encoded.
    private readonly int Word(int at)
    {
        var rest = _text[at..Math.Min(_text.Length, at + 600)];
        if (!rest.StartsWith("=?"))
        {
            return at + 1;
        }

        var charset = rest[2..].IndexOf('?') + 2;
        var end = charset > 2 && charset + 3 < rest.Length && rest[charset + 2] == '?' ? rest[(charset + 3)..].IndexOf("?=") : -1;
        return end < 0 || rest[..(charset + 3 + end)].IndexOfAny('<', '>', '"') >= 0 ? at + 1 : at + charset + 3 + end + 2;
    }
}
