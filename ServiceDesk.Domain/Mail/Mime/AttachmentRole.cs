namespace ServiceDesk.Domain.Mail.Mime;

/// <summary>What a file is beside the text of the mail that it came with.</summary>
public enum AttachmentRole
{
    /// <summary>A file to be opened or saved.</summary>
    File,

    /// <summary>Seen within the text, such as a picture.</summary>
    Inline,

    /// <summary>Read into the text, which says already all that is in it.</summary>
    Text,

    /// <summary>A signature over the other parts, for programs alone.</summary>
    Signature,
}
