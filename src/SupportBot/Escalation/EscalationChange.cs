using SupportBot.Tickets;

namespace SupportBot.Escalation;

/// <summary>A part of an escalation file that somebody writes.</summary>
public enum EscalationField
{
    /// <summary>What the trouble does to the customer's business.</summary>
    BusinessImpact,

    /// <summary>The name of who answers day and night.</summary>
    ContactName,

    /// <summary>The telephone number of who answers day and night.</summary>
    ContactPhone,

    /// <summary>The incident that matches.</summary>
    IncidentId,

    /// <summary>Why the chosen row of base support holds.</summary>
    BoundaryReason,

    /// <summary>What was tried.</summary>
    Step,

    /// <summary>What came of it.</summary>
    StepResult,

    /// <summary>A piece of evidence.</summary>
    Evidence,

    /// <summary>Who gave their consent.</summary>
    ConsentGivenBy,

    /// <summary>Why a lead lets it go although something is missing.</summary>
    OverrideReason,

    /// <summary>The case number.</summary>
    CaseNumber,

    /// <summary>The promise of a first answer.</summary>
    ResponseTarget,

    /// <summary>The id of an item of evidence.</summary>
    ItemId,

    /// <summary>The id of a vehicle.</summary>
    VehicleId,

    /// <summary>The id of a portal.</summary>
    SystemId,

    /// <summary>The name of a product.</summary>
    Product,
}

/// <summary>How long the parts of an escalation file can be.</summary>
public static class EscalationFields
{
    /// <summary>The most UTF-16 characters that the part can have.</summary>
    public static int Longest(EscalationField field) => field switch
    {
        EscalationField.Evidence => EvidenceItem.LongestValue,
        EscalationField.BusinessImpact => 2000,
        EscalationField.Step or EscalationField.StepResult or EscalationField.BoundaryReason or EscalationField.OverrideReason => 1000,
        EscalationField.ResponseTarget => 300,
        EscalationField.Product or EscalationField.ContactName or EscalationField.ConsentGivenBy => 120,
        EscalationField.IncidentId or EscalationField.CaseNumber => 60,
        EscalationField.ContactPhone => 40,
        _ => 80,
    };
}

/// <summary>Why an escalation file was not changed.</summary>
public abstract record EscalationRefusal
{
    private EscalationRefusal()
    {
    }

    /// <summary>A part is too long.</summary>
    /// <param name="Field">The part.</param>
    /// <param name="Length">How many UTF-16 characters it has.</param>
    /// <param name="Most">How many it can have.</param>
    public sealed record TooLong(EscalationField Field, int Length, int Most) : EscalationRefusal;

    /// <summary>The whole would no longer fit where it is kept.</summary>
    /// <param name="Length">How many UTF-16 characters it would have.</param>
    /// <param name="Most">How many it can have.</param>
    public sealed record TooMuch(int Length, int Most) : EscalationRefusal;

    /// <summary>It cannot come from the one state into the other.</summary>
    /// <param name="From">Where it is.</param>
    /// <param name="To">Where it cannot go from there.</param>
    public sealed record NotFromHere(EscalationState From, EscalationState To) : EscalationRefusal;
}

/// <summary>Either the changed file or the reason why it was not changed.</summary>
/// <param name="File">The file after the change, if allowed.</param>
/// <param name="Refusal">The reason, if not.</param>
public sealed record EscalationChange(EscalationFile? File, EscalationRefusal? Refusal)
{
    /// <summary>One change after another, where this one was made.</summary>
    public EscalationChange Then(Func<EscalationFile, EscalationChange> next) => File is { } file ? next(file) : this;

    internal static EscalationChange No(EscalationRefusal refusal) => new(null, refusal);
}

/// <summary>From where to where an escalation can go.</summary>
public static class EscalationStates
{
    /// <summary>Whether it can go from the one to the other.</summary>
    public static bool Allows(EscalationState from, EscalationState to) => from switch
    {
        EscalationState.Preparing => to is EscalationState.HandedOver or EscalationState.Withdrawn,
        EscalationState.HandedOver => to is EscalationState.Preparing or EscalationState.WithMicrosoft or EscalationState.Rejected or EscalationState.Withdrawn,
        EscalationState.WithMicrosoft => to is EscalationState.AttentionNeeded or EscalationState.Resolved or EscalationState.Rejected or EscalationState.Refunded or EscalationState.Withdrawn,
        EscalationState.AttentionNeeded => to is EscalationState.WithMicrosoft or EscalationState.Resolved or EscalationState.Rejected or EscalationState.Refunded or EscalationState.Withdrawn,
        // They opened it again, or gave back what it cost when they closed it.
        EscalationState.Resolved => to is EscalationState.WithMicrosoft or EscalationState.AttentionNeeded or EscalationState.Refunded,
        EscalationState.Rejected => to is EscalationState.Preparing or EscalationState.WithMicrosoft or EscalationState.Refunded,
        EscalationState.Withdrawn => to is EscalationState.Preparing or EscalationState.Refunded,
        _ => false,
    };

    /// <summary>Whether somebody outside the desk is to act.</summary>
    public static bool IsOutside(EscalationState state) => state is EscalationState.HandedOver or EscalationState.WithMicrosoft;

    /// <summary>Whether nothing more is to come.</summary>
    public static bool IsOver(EscalationState state) => state is EscalationState.Resolved or EscalationState.Rejected or EscalationState.Refunded or EscalationState.Withdrawn;
}
