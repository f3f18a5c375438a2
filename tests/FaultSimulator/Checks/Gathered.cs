using FaultSimulator.People;
using FaultSimulator.Running;
using FaultSimulator.Tables;
using Newtonsoft.Json.Linq;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Storage;
using TeamsSimulator;

namespace FaultSimulator.Checks;

/// <summary>A notice that was gathered in somebody's quiet hours.</summary>
/// <param name="who">For whom.</param>
/// <param name="number">The ticket.</param>
/// <param name="kind">What it is.</param>
/// <param name="happened">The event that it tells of.</param>
/// <param name="key">Its row.</param>
internal sealed class GatheredNotice(Resident who, string number, NoticeKind kind, int happened, string key)
{
    public Resident Who => who;

    public string Number => number;

    public NoticeKind Kind => kind;

    public int Event => happened;

    public string Key => key;

    /// <summary>The instance that last took it for a digest.</summary>
    public Instance? TakenBy { get; set; }

    /// <summary>Whether it waits no longer.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Whether a fault left it unknown what became of its digest.</summary>
    public bool IsInDoubt { get; set; }
}

/// <summary>Follows, on the wire, what is gathered in quiet hours and what becomes of the digests.</summary>
internal sealed class Gathered(Rows rows, Players players)
{
    public List<GatheredNotice> Notices { get; } = [];

    public void Handled(Instance by, TableCall call)
    {
        foreach (var row in call.Rows)
        {
            if (!row.IsWritten || row.Table != Rows.Prefix + Rows.Held || !row.PartitionKey.StartsWith(nameof(HeldFor.Digest), StringComparison.Ordinal)) continue;
            if (call.Method == "POST" && !call.IsTransaction) Add(row);
            else if (Notices.Find(each => each.Key == row.RowKey && !each.IsForgotten) is { } notice) Change(notice, by, call);
        }
    }

    public void Failed(TableCall call)
    {
        foreach (var row in call.Rows.Where(row => row.Table == Rows.Prefix + Rows.Held))
        {
            if (call.IsTransaction && Notices.Find(each => each.Key == row.RowKey) is { } notice) notice.IsInDoubt = true;
        }
    }

    /// <summary>A call to Teams is over for the one who made it.</summary>
    public void Ended(TeamsCall call, int? status)
    {
        if (Notices.Count == 0 || status is >= 200 and < 300 || call.Body is null) return;
        var bytes = Wire.Write(call.Body);
        foreach (var notice in Notices.Where(each => each.TakenBy == call.By && IsDigest(bytes, each.Who))) notice.IsInDoubt = true;
    }

    /// <summary>Whether a message is the digest of somebody's quiet hours.</summary>
    public static bool IsDigest(string bytes, Resident reader) => bytes.Contains(Texts.In(reader.State.Locale).WhyDigest, StringComparison.Ordinal);

    private static void Change(GatheredNotice notice, Instance by, TableCall call)
    {
        if (call.IsTransaction) notice.TakenBy = by;
        else if (call.Method == "DELETE") notice.IsForgotten = true;
    }

    private void Add(TouchedRow touched)
    {
        var row = rows.Find(Rows.Held, touched.PartitionKey, touched.RowKey)!;
        var person = row.Person("To");
        var who = players.Customers.First(each => each.State.Member.AadObjectId == person.ObjectId);
        Notices.Add(new GatheredNotice(who, row.Text("Number"), row.Name<NoticeKind>("Kind"), row.Number("Event"), touched.RowKey));
    }
}
