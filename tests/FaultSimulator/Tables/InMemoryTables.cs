using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core.Pipeline;

namespace FaultSimulator.Tables;

/// <summary>How much a service has done.</summary>
/// <param name="Requests">The requests that it handled.</param>
/// <param name="Entities">The rows that it looked at for them: those that a query passes over without a match count too.</param>
public sealed record TableUsage(long Requests, long Entities)
{
    /// <summary>What was done between two moments.</summary>
    public static TableUsage operator -(TableUsage after, TableUsage before) => new(after.Requests - before.Requests, after.Entities - before.Entities);
}

/// <summary>
/// The table service of one storage account, in memory, behind the transport of any number of clients: what the bot uses of
/// the REST API, with the limits of the real one. It does everything within the call that asks for it, starts nothing and
/// knows no clock, so that the same calls in the same order leave the same rows, ETags and times. Who asks is not checked.
/// </summary>
public sealed partial class InMemoryTables
{
    /// <summary>An account for which clients hold a key; its name resolves nowhere, so that a client without the transport fails.</summary>
    public const string ConnectionString = "AccountName=devstoreaccount1;AccountKey=bm90IGEgc2VjcmV0;TableEndpoint=https://tables.invalid/devstoreaccount1";

    private const int LargestPage = 1000;
    private const string MinimalMetadata = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";

    private readonly Lock _service = new();
    private readonly Dictionary<string, EntityTable> _tables = new(StringComparer.OrdinalIgnoreCase);
    private DateTime _now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private long _calls;
    private long _requests;
    private long _entities;

    /// <summary>What was done so far.</summary>
    public TableUsage Usage
    {
        get
        {
            lock (_service) return new TableUsage(_requests, _entities);
        }
    }

    /// <summary>What a client's options take as their transport.</summary>
    /// <param name="line">What lies between this client and the service; null for nothing.</param>
    public HttpPipelineTransport Transport(ITableLine? line = null) => new TableTransport(this, line);

    /// <summary>Puts a row into a table, in place of what is there, as if it had been written before anybody counted.</summary>
    public void Put(string table, IDictionary<string, object> row)
    {
        lock (_service)
        {
            if (!_tables.TryGetValue(table, out var rows)) _tables.Add(table, rows = new EntityTable(table));
            var entity = new StoredEntity((string)row["PartitionKey"], (string)row["RowKey"]) { Timestamp = NextTime() };
            entity.Properties =
            [
                .. row.Where(each => each.Value is not null && each.Key is not ("PartitionKey" or "RowKey" or "Timestamp") && !each.Key.StartsWith("odata.", StringComparison.Ordinal))
                    .Select(each => new StoredProperty(string.Intern(each.Key), each.Value is DateTimeOffset time ? time.UtcDateTime : each.Value)),
            ];
            EntityLimits.Check(entity);
            if (rows.Find(entity.PartitionKey, entity.RowKey) is { } present) rows.Remove(present);
            rows.Add(entity);
        }
    }

    internal TableCall Announce(TableRequest request) =>
        new(Interlocked.Increment(ref _calls), request.Method, request.Resource + Uri.UnescapeDataString(request.Uri.Query)) { IsConditional = request.IsConditional };

    /// <summary>What is answered to a request that the service refuses; of a transaction the first operation that rests on a version is refused where its version is.</summary>
    internal TableAnswer Answer(TableFailureException failure, TableRequest request, long call) => failure.Status == 412 && request.FirstConditional is { } index
        ? ChangeSet.Write([Answer(failure, call, index)], call)
        : Answer(failure, call, index: null);

    internal TableAnswer Handle(TableRequest request, TableCall call)
    {
        lock (_service)
        {
            _requests++;
            var touched = new List<TouchedRow>();
            try
            {
                var answer = Handle(request, call.Number, touched);
                call.Rows = touched;
                return answer;
            }
            catch (TableFailureException failure)
            {
                return Answer(failure, call.Number, index: null);
            }
        }
    }

    private TableAnswer Handle(TableRequest request, long call, List<TouchedRow> touched)
    {
        var resource = request.Resource;
        if (resource == "$batch") return Transact(request, call, touched);
        if (resource == "Tables" && request.Method == "POST") return CreateTable(request);
        if (DeletedTable().Match(resource) is { Success: true } deleted && request.Method == "DELETE")
            return _tables.Remove(deleted.Groups[1].Value) ? new TableAnswer(204, [], []) : throw TableFailureException.NotFound();

        if (request.Method == "GET")
        {
            return EntityAddress().Match(resource) is { Success: true } one
                ? Get(request, TableOf(one.Groups["table"].Value), KeyOf(one, "pk"), KeyOf(one, "rk"), touched)
                : Query(request, TableOf(resource.EndsWith("()", StringComparison.Ordinal) ? resource[..^2] : resource), touched);
        }

        var write = Prepare(request, touched);
        write.Apply();
        return write.Answer;
    }

    private TableAnswer CreateTable(TableRequest request)
    {
        var name = EntityJson.Read(request.Body).Properties.Find(property => property.Name == "TableName").Value as string ?? "";
        if (!TableName().IsMatch(name)) throw new TableFailureException(400, "InvalidResourceName", "The specifed resource name contains invalid characters.");
        if (!_tables.TryAdd(name, new EntityTable(name))) throw new TableFailureException(409, "TableAlreadyExists", "The table specified already exists.");
        if (request.Header("Prefer") == "return-no-content") return new TableAnswer(204, [("Preference-Applied", "return-no-content")], []);
        return Json(201, [], json => json.WriteString("TableName", name));
    }

    private TableAnswer Get(TableRequest request, EntityTable table, string partitionKey, string rowKey, List<TouchedRow> touched)
    {
        var entity = table.Find(partitionKey, rowKey) ?? throw TableFailureException.NotFound();
        _entities++;
        touched.Add(new TouchedRow(table.Name, partitionKey, rowKey, IsWritten: false));
        return Json(200, [("ETag", entity.ETag)], json => EntityJson.Write(json, entity, SelectionOf(request.Parameters())));
    }

    private TableAnswer Query(TableRequest request, EntityTable table, List<TouchedRow> touched)
    {
        var parameters = request.Parameters();
        var filter = parameters.TryGetValue("$filter", out var text) ? TableFilter.Parse(text) : TableFilter.None;
        var top = LargestPage;
        if (parameters.TryGetValue("$top", out var asked) && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out top) || top is < 1 or > LargestPage))
            throw TableFailureException.InvalidInput("$top is 1 to 1000.");

        var bounds = filter.Bounds;
        StoredEntity? start = null;
        if (parameters.TryGetValue("NextPartitionKey", out var partition))
        {
            start = new StoredEntity(Continuation.Read(partition), parameters.TryGetValue("NextRowKey", out var row) ? Continuation.Read(row) : "");
            if (bounds.PartitionKey == start.PartitionKey && string.CompareOrdinal(start.RowKey, bounds.From) > 0) bounds = bounds with { From = start.RowKey };
        }

        var order = new StoredEntity.Order();
        var found = new List<StoredEntity>();
        StoredEntity? next = null;
        foreach (var entity in table.Range(bounds))
        {
            if (start is not null && order.Compare(entity, start) < 0) continue;
            if (found.Count == top)
            {
                next = entity;
                break;
            }

            _entities++;
            if (filter.Matches(entity)) found.Add(entity);
        }

        touched.AddRange(found.Select(entity => new TouchedRow(table.Name, entity.PartitionKey, entity.RowKey, IsWritten: false)));
        var selection = SelectionOf(parameters);
        return Json(
            200,
            next is null ? [] : [("x-ms-continuation-NextPartitionKey", Continuation.Write(next.PartitionKey)), ("x-ms-continuation-NextRowKey", Continuation.Write(next.RowKey))],
            json =>
            {
                json.WriteStartArray("value");
                foreach (var entity in found)
                {
                    json.WriteStartObject();
                    EntityJson.Write(json, entity, selection);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
    }

    private TableAnswer Transact(TableRequest request, long call, List<TouchedRow> touched)
    {
        if (request.Body.Length > EntityLimits.LargestBody)
            throw new TableFailureException(413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");
        var requests = ChangeSet.Read(request);
        var writes = new List<Write>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < requests.Count; index++)
        {
            try
            {
                if (index == EntityLimits.MostOperations)
                    throw new TableFailureException(400, "InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");
                var write = Prepare(requests[index], touched);
                if (writes.Count > 0 && (write.Table != writes[0].Table || write.PartitionKey != writes[0].PartitionKey))
                    throw new TableFailureException(400, "CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");
                if (!keys.Add(write.RowKey))
                    throw new TableFailureException(400, "InvalidDuplicateRow", "The batch request contains multiple changes with same row key. An entity can appear only once in a batch request.");
                writes.Add(write);
            }
            catch (TableFailureException failure)
            {
                touched.Clear();
                return ChangeSet.Write([Answer(failure, call, index)], call);
            }
        }

        foreach (var write in writes) write.Apply();
        return ChangeSet.Write([.. writes.Select(write => write.Answer)], call);
    }

    /// <summary>Checks a write against what is stored; nothing is changed before <see cref="Write.Apply"/>.</summary>
    private Write Prepare(TableRequest request, List<TouchedRow> touched)
    {
        if (request.Method == "POST")
        {
            var table = TableOf(request.Resource);
            var read = EntityJson.Read(request.Body);
            if (read.PartitionKey is null || read.RowKey is null) throw new TableFailureException(400, "PropertiesNeedValue", "The values are not specified for all properties in the entity.");
            var entity = NewEntity(read.PartitionKey, read.RowKey, read.Properties);
            if (table.Find(entity.PartitionKey, entity.RowKey) is not null) throw new TableFailureException(409, "EntityAlreadyExists", "The specified entity already exists.");
            touched.Add(new TouchedRow(table.Name, entity.PartitionKey, entity.RowKey, IsWritten: true));
            var answer = request.Header("Prefer") == "return-no-content"
                ? new TableAnswer(204, [("ETag", entity.ETag), ("Preference-Applied", "return-no-content")], [])
                : Json(201, [("ETag", entity.ETag)], json => EntityJson.Write(json, entity, select: null));
            return new Write(table, entity.PartitionKey, entity.RowKey, answer, () => table.Add(entity));
        }

        if (EntityAddress().Match(request.Resource) is not { Success: true } address) throw TableFailureException.InvalidInput($"{request.Method} {request.Resource} is nothing that this service does.");
        return request.Method switch
        {
            "DELETE" => PrepareDelete(request, address, touched),
            "PUT" => PrepareUpdate(request, address, isMerge: false, touched),
            "PATCH" or "MERGE" => PrepareUpdate(request, address, isMerge: true, touched),
            _ => throw TableFailureException.InvalidInput($"The method {request.Method} is none of this service's."),
        };
    }

    private Write PrepareDelete(TableRequest request, Match address, List<TouchedRow> touched)
    {
        var (table, partitionKey, rowKey) = (TableOf(address.Groups["table"].Value), KeyOf(address, "pk"), KeyOf(address, "rk"));
        var condition = request.Header("If-Match") ?? throw new TableFailureException(400, "MissingRequiredHeader", "An HTTP header that's mandatory for this request is not specified: If-Match.");
        var present = table.Find(partitionKey, rowKey) ?? throw TableFailureException.NotFound();
        Require(condition, present);
        touched.Add(new TouchedRow(table.Name, partitionKey, rowKey, IsWritten: true));
        return new Write(table, partitionKey, rowKey, new TableAnswer(204, [], []), () => table.Remove(present));
    }

    private Write PrepareUpdate(TableRequest request, Match address, bool isMerge, List<TouchedRow> touched)
    {
        var (table, partitionKey, rowKey) = (TableOf(address.Groups["table"].Value), KeyOf(address, "pk"), KeyOf(address, "rk"));
        var properties = EntityJson.Read(request.Body).Properties;
        var present = table.Find(partitionKey, rowKey);
        if (request.Header("If-Match") is { } condition) Require(condition, present ?? throw TableFailureException.NotFound());
        if (isMerge && present is not null)
        {
            var sent = properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
            properties = [.. present.Properties.Where(property => !sent.Contains(property.Name)), .. properties];
        }

        var entity = NewEntity(partitionKey, rowKey, properties);
        touched.Add(new TouchedRow(table.Name, partitionKey, rowKey, IsWritten: true));
        return new Write(table, partitionKey, rowKey, new TableAnswer(204, [("ETag", entity.ETag)], []), () =>
        {
            if (present is not null) table.Remove(present);
            table.Add(entity);
        });
    }

    private StoredEntity NewEntity(string partitionKey, string rowKey, List<StoredProperty> properties)
    {
        EntityLimits.CheckKey("PartitionKey", partitionKey);
        EntityLimits.CheckKey("RowKey", rowKey);
        var entity = new StoredEntity(partitionKey, rowKey) { Properties = [.. properties], Timestamp = NextTime() };
        EntityLimits.Check(entity);
        return entity;
    }

    // Each write has a time of its own, so that no two versions of a row share an ETag.
    private DateTime NextTime() => _now = _now.AddTicks(1);

    private EntityTable TableOf(string name) =>
        _tables.TryGetValue(name, out var table) ? table : throw new TableFailureException(404, "TableNotFound", "The table specified does not exist.");

    private static string KeyOf(Match address, string group)
    {
        var key = address.Groups[group].Value.Replace("''", "'", StringComparison.Ordinal);
        EntityLimits.CheckKey(group == "pk" ? "PartitionKey" : "RowKey", key);
        return key;
    }

    private static void Require(string condition, StoredEntity present)
    {
        if (condition != "*" && condition != present.ETag)
            throw new TableFailureException(412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");
    }

    private static string[]? SelectionOf(Dictionary<string, string> parameters) =>
        parameters.TryGetValue("$select", out var select) && select.Length > 0 && select != "*" ? select.Split(',', StringSplitOptions.TrimEntries) : null;

    private static TableAnswer Json(int status, IReadOnlyList<(string, string)> headers, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body, EntityJson.WriterOptions))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new TableAnswer(status, [("Content-Type", MinimalMetadata), .. headers], body.WrittenSpan.ToArray());
    }

    private TableAnswer Answer(TableFailureException failure, long call, int? index)
    {
        var message = $"{(index is { } failed ? FormattableString.Invariant($"{failed}:") : "")}{failure.Message}\nRequestId:{call:x8}-0000-0000-0000-000000000000\nTime:{EntityJson.Time(_now)}";
        return Json(failure.Status, [("x-ms-error-code", failure.Code)], json =>
        {
            json.WriteStartObject("odata.error");
            json.WriteString("code", failure.Code);
            json.WriteStartObject("message");
            json.WriteString("lang", "en-US");
            json.WriteString("value", message);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,62}$", RegexOptions.CultureInvariant)]
    private static partial Regex TableName();

    [GeneratedRegex("^Tables\\('([A-Za-z0-9]+)'\\)$", RegexOptions.CultureInvariant)]
    private static partial Regex DeletedTable();

    // A quote within a key is doubled.
    [GeneratedRegex("^(?<table>[A-Za-z0-9]+)\\(PartitionKey='(?<pk>(?:[^']|'')*)',RowKey='(?<rk>(?:[^']|'')*)'\\)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex EntityAddress();

    /// <summary>A write that can be made.</summary>
    private sealed record Write(EntityTable Table, string PartitionKey, string RowKey, TableAnswer Answer, Action Apply);

    /// <summary>Where a page goes on: opaque to clients, and fit for a header whatever the key.</summary>
    private static class Continuation
    {
        public static string Write(string key) => "1!" + Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).Replace('=', '-').Replace('+', '*').Replace('/', '_');

        public static string Read(string token)
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(token[2..].Replace('-', '=').Replace('*', '+').Replace('_', '/')));
            }
            catch (Exception e) when (e is FormatException or ArgumentException)
            {
                throw TableFailureException.InvalidInput("The continuation is none of this service's.");
            }
        }
    }
}
