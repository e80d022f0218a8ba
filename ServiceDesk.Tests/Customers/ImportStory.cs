using System.Text;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Customers;

/// <summary>What tests about imports share.</summary>
internal static class ImportStory
{
    public static CustomerImports Imports(this Story world) => world.Get<CustomerImports>();

    public static Stream File(string text, Encoding? encoding = null)
    {
        var written = encoding ?? new UTF8Encoding(false);
        return new MemoryStream([.. written.GetPreamble(), .. written.GetBytes(text)]);
    }

    /// <summary>Does all that imports wait for.</summary>
    public static async Task WorkAsync(this Story world)
    {
        while (await world.Get<ImportWork>().WorkAsync(TestContext.Current.CancellationToken))
        {
            // one step after the other
        }
    }

    /// <summary>A file that was read with the columns that were recognised, and waits to be brought in.</summary>
    public static async Task<ImportSeen> ReadAsync(this Story world, Desk desk, Stream file, Actor by)
    {
        var id = (await world.Imports().BeginAsync(desk.Id, "people.csv", file, by)).Done;
        Assert.Null((await world.Imports().ReadAsync(id, (await world.SeenAsync(desk, id, by)).Columns, by)).Refusal);
        await world.WorkAsync();
        return await world.SeenAsync(desk, id, by);
    }

    public static async Task<ImportSeen> SeenAsync(this Story world, Desk desk, Guid id, Actor by) =>
        (await world.Imports().ListAsync(desk.Id, by)).Done.Rows.Single(import => import.Import.Id == id);

    /// <summary>Brings one in that was read; says what has become of it.</summary>
    public static async Task<CustomerImport> BringInAsync(this Story world, Desk desk, ImportSeen seen, Actor by, ImportMail mail = ImportMail.None)
    {
        Assert.Null((await world.Imports().BringInAsync(seen.Import.Id, mail, by)).Refusal);
        await world.WorkAsync();
        return (await world.SeenAsync(desk, seen.Import.Id, by)).Import;
    }

    public static Task<List<string>> ListedAsync(this Story world, Desk desk) => world.ReadAsync(db =>
        db.DeskCustomers.Where(customer => customer.DeskId == desk.Id).OrderBy(customer => customer.Account.NormalizedEmail).Select(customer => customer.Account.NormalizedEmail!).ToListAsync());
}
