namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>How many messages the opened folder has, and whether some came since anybody looked (RFC 3501, 7.3.1 and 7.4.1).</summary>
internal sealed class ImapArrivals
{
    private bool _isOpening;

    public int Exists { get; private set; }

    public bool HasNews { get; private set; }

    /// <summary>A folder is opened: the next number is no news.</summary>
    public void Begin() => (Exists, HasNews, _isOpening) = (0, false, true);

    /// <summary>Somebody looks: what has come so far is no news any more.</summary>
    public void Take() => (HasNews, _isOpening) = (false, false);

    public void Note(ImapResponse response)
    {
        if (response.Name == "EXISTS" && response.Number is <= int.MaxValue)
        {
            HasNews |= !_isOpening && response.Number > Exists;
            Exists = (int)response.Number;
        }
        else if (response.Name == "EXPUNGE" && Exists > 0)
        {
            Exists--;
        }
    }
}
