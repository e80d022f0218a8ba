using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Requests.RequestStories;

namespace ServiceDesk.Tests.Requests;

public sealed class UploadingFilesTests(Stages stage)
{
    [Theory, OnBothDatabases]
    public async Task A_file_comes_out_as_it_went_in_in_pieces_of_256_KB(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.PersonAsync("karl@example.org");
        foreach (var (bytes, pieces) in new[] { (1, 1), (Attachment.PieceBytes - 1, 1), (Attachment.PieceBytes, 1), ((2 * Attachment.PieceBytes) + 1, 3) })
        {
            var content = RandomNumberGenerator.GetBytes(bytes);
            var file = (await world.Get<Uploads>().TakeAsync("a.bin", null, new Trickle(content), karl)).Done;
            await world.Get<CustomerRequests>().RaiseAsync(New(it, await TypeOfAsync(world, it), files: file.Id), karl);

            var found = (await world.Get<Attachments>().FindForCustomerAsync(file.Id, karl)).Done;
            var read = new MemoryStream();
            await foreach (var piece in world.Get<Attachments>().ReadAsync(found))
            {
                read.Write(piece);
            }

            Assert.Equal(content, read.ToArray());
            Assert.Equal((bytes, bytes), (file.Bytes, found.Bytes));
            Assert.Equal(pieces, await world.ReadAsync(db => db.AttachmentPieces.CountAsync(piece => piece.AttachmentId == file.Id)));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Of_an_empty_too_large_or_broken_off_file_nothing_stays(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database, services => services.Configure<RequestOptions>(options => options.AttachmentBytes = Attachment.PieceBytes + 1));
        var karl = await world.PersonAsync("karl@example.org");
        var uploads = world.Get<Uploads>();

        Assert.Null((await uploads.TakeAsync("fits.bin", null, new MemoryStream(new byte[Attachment.PieceBytes + 1]), karl)).Refusal);
        Assert.Equal(new FileIsTooLarge("big.bin", FileSize.Limit(Attachment.PieceBytes + 1)), (await uploads.TakeAsync("big.bin", null, new MemoryStream(new byte[Attachment.PieceBytes + 2]), karl)).Refusal);
        Assert.Equal(new FileIsEmpty("void.txt"), (await uploads.TakeAsync("void.txt", null, new MemoryStream(), karl)).Refusal);
        await Assert.ThrowsAsync<IOException>(() => uploads.TakeAsync("torn.bin", null, new Trickle(new byte[Attachment.PieceBytes * 2]) { TearsAt = Attachment.PieceBytes + 7 }, karl));

        Assert.Equal("fits.bin", (await world.ReadAsync(db => db.Attachments.SingleAsync())).FileName);
        Assert.Equal(2, await world.ReadAsync(db => db.AttachmentPieces.CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task Until_it_is_sent_a_file_is_its_uploaders_alone(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var (karl, carl) = (await world.PersonAsync("karl@example.org"), await world.PersonAsync("carl@example.org"));
        var nora = await world.StaffAsync(it, "nora@desk.test", DeskRole.Agent);
        var type = await world.TypeAsync(it);
        var file = await world.FileAsync(karl);

        Assert.IsType<NotFound>((await world.Get<Attachments>().FindForCustomerAsync(file.Id, karl)).Refusal);
        Assert.IsType<NotFound>((await world.Get<Attachments>().FindForStaffAsync(file.Id, nora)).Refusal);
        Assert.IsType<FileIsGone>((await world.Get<CustomerRequests>().RaiseAsync(New(it, type, files: file.Id), carl)).Refusal);
        Assert.IsType<NotFound>((await world.Get<Uploads>().TakeBackAsync(file.Id, carl)).Refusal);
        Assert.Empty(await world.Get<Uploads>().StillHereAsync([file.Id], carl));
        Assert.Equal([file], await world.Get<Uploads>().StillHereAsync([Guid.NewGuid(), file.Id], karl));
        Assert.Null((await world.Get<CustomerRequests>().RaiseAsync(New(it, type, files: file.Id), karl)).Refusal);
        Assert.IsType<FileIsGone>((await world.Get<CustomerRequests>().RaiseAsync(New(it, type, files: file.Id), karl)).Refusal); // sent once
        Assert.IsType<NotFound>((await world.Get<Uploads>().TakeBackAsync(file.Id, karl)).Refusal);
        Assert.Equal("list.txt", (await world.Get<Attachments>().FindForStaffAsync(file.Id, nora)).Done.FileName);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_taken_back_or_not_sent_within_a_day_is_gone_and_what_was_sent_stays(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.PersonAsync("karl@example.org");
        var (sent, taken, forgotten) = (await world.FileAsync(karl), await world.FileAsync(karl), await world.FileAsync(karl));
        await world.Get<CustomerRequests>().RaiseAsync(New(it, await world.TypeAsync(it), files: sent.Id), karl);

        await world.Get<Uploads>().TakeBackAsync(taken.Id, karl);
        await world.Get<Uploads>().SweepAsync(TestContext.Current.CancellationToken);
        Assert.Equal([forgotten], await world.Get<Uploads>().StillHereAsync([taken.Id, forgotten.Id], karl));

        world.Clock.Advance(TimeSpan.FromHours(25));
        await world.Get<Uploads>().SweepAsync(TestContext.Current.CancellationToken);
        Assert.Equal(sent.Id, (await world.ReadAsync(db => db.Attachments.SingleAsync())).Id);
        Assert.Equal(sent.Id, (await world.ReadAsync(db => db.AttachmentPieces.SingleAsync())).AttachmentId);
    }

    [Theory, OnBothDatabases]
    public async Task Only_people_who_can_log_in_upload_and_nobody_without_end(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonAsync("karl@example.org");
        var contact = Actor.Person((await world.ContactAsync("contact@example.org")).Id, null);

        Assert.IsType<NotAllowed>((await world.Get<Uploads>().TakeAsync("a", null, new MemoryStream([1]), Actor.Stranger(null))).Refusal);
        Assert.IsType<NotAllowed>((await world.Get<Uploads>().TakeAsync("a", null, new MemoryStream([1]), contact)).Refusal);
        foreach (var i in Enumerable.Range(0, Uploads.MostUnsent))
        {
            await world.FileAsync(karl, $"{i}");
        }

        Assert.IsType<TooManyUnsentFiles>((await world.Get<Uploads>().TakeAsync("a", null, new MemoryStream([1]), karl)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task More_files_than_allowed_with_one_message_are_refused_with_the_limit(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var it = await world.DeskAsync("IT", CustomerAccess.Everyone);
        var karl = await world.PersonAsync("karl@example.org");
        var request = await world.RequestAsync(it, karl);
        var files = new List<Guid>();
        foreach (var i in Enumerable.Range(0, 6))
        {
            files.Add((await world.FileAsync(karl, $"{i}")).Id);
        }

        Assert.Equal(new TooManyFiles(5), (await world.Get<CustomerRequests>().CommentAsync(Comment(request, "x", [.. files]), karl)).Refusal);
        Assert.Null((await world.Get<CustomerRequests>().CommentAsync(Comment(request, "x", [.. files.Take(5)]), karl)).Refusal);
    }

    [Theory]
    [InlineData("C:\\Users\\karl\\list.txt", "list.txt")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("inv\u202eoice.gpj.exe", "invoice.gpj.exe")]
    [InlineData("a\"b<c>.html", "a_b_c_.html")]
    [InlineData("\u0000\u0007", "file")]
    [InlineData("...", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("r\u00e9sum\u00e9 \u65e5\u672c.pdf", "r\u00e9sum\u00e9 \u65e5\u672c.pdf")]
    public void A_file_name_is_a_name_and_nothing_else(string? stated, string kept) => Assert.Equal(kept, CleanText.FileName(stated));

    [Fact]
    public void A_long_file_name_keeps_its_ending()
    {
        var kept = CleanText.FileName(new string('x', 10_000) + ".pdf");

        Assert.Equal(CleanText.MostFileNameCharacters, kept.Length);
        Assert.EndsWith("x.pdf", kept, StringComparison.Ordinal);
    }

    private static async Task<RequestType> TypeOfAsync(World world, Domain.Desks.Desk desk) =>
        await world.ReadAsync(db => db.RequestTypes.OrderBy(type => type.Position).FirstOrDefaultAsync(type => type.DeskId == desk.Id)) ?? await world.TypeAsync(desk);

    /// <summary>A line on which content comes in odd little portions, and may break.</summary>
    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public int? TearsAt { get; init; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Position >= TearsAt
            ? throw new IOException("The line broke.")
            : base.ReadAsync(buffer[..Math.Min(buffer.Length, 8_191)], cancellationToken);
    }
}
