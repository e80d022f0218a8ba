namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>Flags, folders, and messages from one into another, with what the server has for it.</summary>
internal sealed class ImapMoving(ImapConversation conversation, ImapLogin offers)
{
    private const string Deleted = "\\Deleted";

    public async Task MoveAsync(uint uid, string folder, CancellationToken cancel)
    {
        var verb = offers.Offers("MOVE") ? "MOVE" : "COPY"; // RFC 6851
        var reply = await CarryAsync(verb, uid, folder, cancel);
        if (reply.Code.Equals("TRYCREATE", StringComparison.OrdinalIgnoreCase))
        {
            (await conversation.AskAsync(new ImapCommand("CREATE").Folder(folder), cancel)).OrThrow();
            reply = await CarryAsync(verb, uid, folder, cancel);
        }

        reply.OrThrow();
        if (verb == "COPY")
        {
            await RemoveAsync(uid, cancel);
        }
    }

    public async Task FlagAsync(uint uid, string flag, CancellationToken cancel) =>
        (await conversation.AskAsync(new ImapCommand("UID").And($"STORE {uid} +FLAGS.SILENT ({ImapCommand.Flag(flag)})"), cancel)).OrThrow();

    public async Task EnsureFolderAsync(string folder, CancellationToken cancel)
    {
        if ((await FoldersAsync(cancel)).Contains(folder, StringComparer.Ordinal))
        {
            return;
        }

        var reply = await conversation.AskAsync(new ImapCommand("CREATE").Folder(folder), cancel);
        if (!reply.Code.Equals("ALREADYEXISTS", StringComparison.OrdinalIgnoreCase))
        {
            reply.OrThrow();
        }
    }

    public async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancel)
    {
        var folders = new List<string>();
        (await conversation.AskAsync(new ImapCommand("LIST").Text("").Text("*"), cancel, told =>
        {
            if (told is { Name: "LIST", Items: [{ Items: { } marks }, _, { Text: { } name }, ..] }
                && !marks.Any(mark => mark.Text?.ToUpperInvariant() is "\\NOSELECT" or "\\NONEXISTENT"))
            {
                folders.Add(ModifiedUtf7.Decode(name));
            }
        })).OrThrow();
        return folders;
    }

    private Task<ImapResponse> CarryAsync(string verb, uint uid, string folder, CancellationToken cancel) =>
        conversation.AskAsync(new ImapCommand("UID").And($"{verb} {uid}").Folder(folder), cancel);

    // Without UIDPLUS (RFC 4315) an EXPUNGE would take along what others marked: the mark alone keeps it from being found again.
    private async Task RemoveAsync(uint uid, CancellationToken cancel)
    {
        await FlagAsync(uid, Deleted, cancel);
        if (offers.Offers("UIDPLUS"))
        {
            (await conversation.AskAsync(new ImapCommand("UID").And($"EXPUNGE {uid}"), cancel)).OrThrow();
        }
    }
}
