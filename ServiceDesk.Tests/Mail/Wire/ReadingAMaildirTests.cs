using System.Text;
using ServiceDesk.Domain.Mail.Maildir;

namespace ServiceDesk.Tests.Mail.Wire;

public sealed class ReadingAMaildirTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("maildir-").FullName;
    private readonly MaildirFolder _folder;

    public ReadingAMaildirTests()
    {
        foreach (var part in new[] { "tmp", "new", "cur" })
        {
            Directory.CreateDirectory(Path.Combine(_path, part));
        }

        _folder = new MaildirFolder(_path);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void What_is_unseen_waits_the_oldest_first_and_what_is_unfinished_does_not()
    {
        Put("new", "2.b", minutesAgo: 1);
        Put("new", "1.a", minutesAgo: 2);
        Put("cur", "3.c:2,F", minutesAgo: 3);
        Put("cur", "4.d:2,RS", minutesAgo: 4);
        Put("cur", "5.e:2,T", minutesAgo: 5);
        Put("tmp", "6.f", minutesAgo: 6);
        Put("new", ".hidden", minutesAgo: 7);
        File.CreateSymbolicLink(Path.Combine(_path, "new", "8.h"), "/etc/hostname");

        Assert.Equal(["3.c", "1.a", "2.b"], _folder.Waiting(10).Select(message => message.Name));
        Assert.Equal(["3.c", "1.a"], _folder.Waiting(2).Select(message => message.Name));
        Assert.Equal(4, _folder.Waiting(10)[1].Size);
    }

    [Fact]
    public void One_that_was_dealt_with_waits_no_more_and_keeps_its_name()
    {
        Put("new", "1.a");
        Put("cur", "2.b:2,F");

        Assert.All(_folder.Waiting(10), _folder.MarkSeen);

        Assert.Empty(_folder.Waiting(10));
        Assert.Equal(["1.a:2,S", "2.b:2,FS"], Names("cur"));
        Assert.Empty(Names("new"));
    }

    [Fact]
    public void One_is_moved_to_a_folder_that_is_made_for_it()
    {
        Put("new", "1.a");

        _folder.MoveTo(_folder.Waiting(10).Single(), "Processed");

        Assert.Equal(["1.a:2,S"], Names(".Processed/cur"));
        Assert.True(Directory.Exists(Path.Combine(_path, ".Processed", "tmp")));
        Assert.Empty(_folder.Waiting(10));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../elsewhere")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    public void It_is_moved_nowhere_else(string folder)
    {
        Put("new", "1.a");

        Assert.Throws<ArgumentException>(() => _folder.MoveTo(_folder.Waiting(10).Single(), folder));
        Assert.Single(_folder.Waiting(10));
    }

    [Fact]
    public void What_another_program_moved_meanwhile_is_still_found_and_what_it_took_is_no_fault()
    {
        Put("new", "1.a");
        Put("new", "2.b");
        var waiting = _folder.Waiting(10);
        File.Move(Path.Combine(_path, "new", "1.a"), Path.Combine(_path, "cur", "1.a:2,F"));
        File.Delete(Path.Combine(_path, "new", "2.b"));

        using (var mail = _folder.Open(waiting[0]))
        {
            Assert.Equal(4, mail!.Length);
        }

        Assert.Null(_folder.Open(waiting[1]));
        Assert.All(waiting, _folder.MarkSeen);
        Assert.Equal(["1.a:2,FS"], Names("cur"));
    }

    [Fact]
    public void Whether_it_can_be_used_is_told()
    {
        Assert.Null(_folder.Problem());
        Assert.Contains("new is not there", new MaildirFolder(Path.Combine(_path, "nowhere")).Problem(), StringComparison.Ordinal);
        Assert.Empty(Names("cur"));
    }

    private void Put(string part, string name, int minutesAgo = 0)
    {
        var file = Path.Combine(_path, part, name);
        File.WriteAllBytes(file, Encoding.ASCII.GetBytes("mail"));
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc).AddMinutes(-minutesAgo));
    }

    private IEnumerable<string> Names(string part) => Directory.EnumerateFiles(Path.Combine(_path, part)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
}
