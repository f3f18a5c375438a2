using AdaptiveCards;
using Newtonsoft.Json.Linq;
using SupportBot.Customers;
using SupportBot.Desk;
using SupportBot.Notifications;
using SupportBot.Resources;
using SupportBot.Tickets;

namespace SupportBot.Cards;

/// <summary>What an agent filled in to file for somebody else.</summary>
/// <param name="Person">Whom, as <c>tenant/object</c>; null where they are no Teams user.</param>
/// <param name="Name">The name of somebody who is no Teams user; null where none was typed.</param>
/// <param name="Words">What they need; empty where nothing was typed.</param>
/// <param name="Service">What it is about.</param>
/// <param name="Category">What kind of help.</param>
/// <param name="Affected">How many people it touches.</param>
/// <param name="Blocked">Whether work stands still.</param>
public sealed record TypedFiling(string? Person, string? Name, string Words, Service Service, Category Category, Affected Affected, WorkBlocked Blocked);

/// <summary>The form in which an agent files a request for a customer's person.</summary>
public static class FileForForm
{
    private const int MostPeople = 60;
    private const string PersonId = "person";
    private const string Name = "name";
    private const string Words = "text";
    private const string ServiceId = "service";
    private const string CategoryId = "category";
    private const string AffectedId = "affected";
    private const string BlockedId = "blocked";

    /// <summary>Draws the form.</summary>
    /// <param name="customer">For whom.</param>
    /// <param name="people">The customer's people that the desk has met.</param>
    /// <param name="find">A part of the name of whoever is looked for among many; null at first.</param>
    /// <param name="nonce">Names this opened form; sending it twice files one ticket.</param>
    /// <param name="texts">The desk's language.</param>
    /// <param name="typed">What was filled in before, where the form is shown again.</param>
    /// <param name="problem">Why it is shown again.</param>
    public static Form Draw(Customer customer, IReadOnlyList<Address> people, string? find, string nonce, Texts texts, TypedFiling? typed = null, string? problem = null)
    {
        List<AdaptiveElement> body = [];
        if (problem is not null) body.Add(Drawing.Warning(problem));
        body.Add(Drawing.Words(customer.Name, strong: true));
        if (people.Count > MostPeople) body.Add(CustomerForms.FindInput(find, texts));
        body.Add(new AdaptiveChoiceSetInput
        {
            Id = PersonId,
            Label = texts.LabelForWhom,
            Style = AdaptiveChoiceInputStyle.Compact,
            Value = typed?.Person ?? Drawing.NoneOfThem,
            Choices =
            [
                new AdaptiveChoice { Title = texts.NoTeamsUser, Value = Drawing.NoneOfThem },
                .. CustomerForms.Found(people, find).Take(MostPeople)
                    .Select(person => new AdaptiveChoice { Title = Escape.Visible(person.Name), Value = CustomerForms.KeyOf(person) }),
            ],
        });
        body.Add(new AdaptiveTextInput { Id = Name, Label = texts.LabelNameOfPerson, Value = typed?.Name, MaxLength = CustomerForms.LongestName });
        body.Add(new AdaptiveTextInput
        {
            Id = Words, Label = texts.LabelDescription, Value = typed?.Words, IsMultiline = true, IsRequired = true, ErrorMessage = texts.DescriptionMissing, MaxLength = DeskForms.LongestText,
        });
        body.Add(Drawing.Choice(ServiceId, texts.LabelService, typed?.Service ?? Service.Other, texts.Of));
        body.Add(Drawing.Choice(CategoryId, texts.LabelCategory, typed?.Category ?? Category.Technical, texts.Of));
        body.Add(Drawing.Choice(AffectedId, texts.LabelAffected, typed?.Affected ?? Affected.OnlyMe, texts.Of));
        body.Add(Drawing.Choice(BlockedId, texts.LabelBlocked, typed?.Blocked ?? WorkBlocked.No, texts.Of));
        List<AdaptiveAction> buttons = [Drawing.Submit(texts.ButtonFileIt, Verbs.FileFor, Step("file"))];
        if (people.Count > MostPeople) buttons.Add(Drawing.Submit(texts.ButtonSearch, Verbs.FileFor, Step("find")));
        return new Form(texts.ButtonFileFor, Drawing.Card(texts, texts.ButtonFileFor, body, buttons));

        JObject Step(string step) => new() { ["customer"] = customer.Id, ["step"] = step, ["nonce"] = nonce };
    }

    /// <summary>What was filled in.</summary>
    public static TypedFiling Read(Press press) => new(
        Optional(press.Input(PersonId)),
        Optional(press.Input(Name)) is { } name ? Graphemes.Cut(Escape.Visible(name), CustomerForms.LongestName) : null,
        press.Input(Words)?.Trim() ?? "",
        press.Chosen<Service>(ServiceId) ?? Service.Other,
        press.Chosen<Category>(CategoryId) ?? Category.Technical,
        press.Chosen<Affected>(AffectedId) ?? Affected.OnlyMe,
        press.Chosen<WorkBlocked>(BlockedId) ?? WorkBlocked.No);

    private static string? Optional(string? value) => string.IsNullOrWhiteSpace(value) || value is Drawing.NoneOfThem ? null : value.ReplaceLineEndings(" ").Trim();
}
