"""Metrics, with the words by which reports name them.

`words` are phrases in lower case, hyphens as spaces; the longest phrase wins. `unit` is the unit of a value; a change
may come in per cent or points. `stock` marks what is counted on a day (a strength) rather than over a period.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric of the contract's list 3."""

    code: str
    label: str
    family: str
    unit: str
    direction: str
    description: str
    words: tuple[str, ...] = ()
    headline: bool = True
    stock: bool = False
    grouped: str = ""  # "offences", "workforce" or empty: the family of the groups it is stated for


def _metric(
    code: str, label: str, family: str, unit: str, direction: str, grouped: str, description: str, words: str = "",
    headline: bool = True, stock: bool = False,
) -> Metric:  # fmt: skip
    return Metric(
        code=code, label=label, family=family, unit=unit, direction=direction, grouped=grouped, description=description,
        words=tuple(words.split("|")) if words else (), headline=headline, stock=stock,
    )  # fmt: skip


DETECTIONS, ARRESTS, OFFENCES = "Sanction detections", "Domestic violence arrests", "Offences"
NETWORKS, ASSETS, WORKFORCE, PUBLIC, OTHER = (
    "Criminal networks", "Asset recovery", "Workforce", "Public", "Everything else",
)  # fmt: skip

METRICS: tuple[Metric, ...] = (
    _metric("sanction_detection_rate", "Sanction detection rate", DETECTIONS, "percent", "higher", "offences",
            "Sanction detections as a share of recorded offences. A detection may belong to an earlier offence.",
            "sanction detection rate|sanctioned detection rate|sanction detection rates|sanctioned detection rates|sdr|sdrs|sd rate|sd rates|"
            "sanction detection performance|sanctioned detection performance|sd performance|proportion of sanction detections|detection rate by sanction|detection rates by sanction|rate of sanction detection|rate of sanction detections|rate for sanction detections|by way of sanction|detected by sanction|detected by way of sanction|detected by a sanction"),
    _metric("sanction_detections", "Sanction detections", DETECTIONS, "count", "none", "offences",
            "Offences cleared up by a charge, caution, penalty notice or offence taken into consideration.",
            "sanction detections|sanctioned detections|sanction detection|sanctioned detection|sds|sanction detected|sanctioned detected", False),
    _metric("charge_share", "Share of sanction detections that were charges", DETECTIONS, "percent", "none", "offences",
            "Charges as a share of sanction detections.", "charges|charge|charge rate|by way of charge|by way of a charge|by charge|through charge|charged", False),
    _metric("caution_share", "Share of sanction detections that were cautions", DETECTIONS, "percent", "none", "offences",
            "Cautions as a share of sanction detections.", "cautions|caution|caution rate|by caution|through caution|cautioned|by way of caution|by way of a caution", False),
    _metric("prosecution_rate", "Prosecution rate", DETECTIONS, "percent", "none", "offences",
            "Share of offences that led to a prosecution.",
            "prosecution rate|resulted in a prosecution|resulted in prosecution|led to a prosecution|led to prosecution|prosecuted|ended in a prosecution|prosecution rates|"
            "ended in prosecution|in a prosecution|prosecution|prosecutions"),
    _metric("detection_rate", "Detection rate", DETECTIONS, "percent", "higher", "offences",
            "Detections of all kinds as a share of recorded offences.", "detection rate|detection rates|rate of detection|rates of detection|detections|detected|detection performance", False),
    _metric("clear_up_rate", "Clear-up rate", DETECTIONS, "percent", "higher", "offences",
            "Offences cleared up as a share of recorded offences (older reports).", "clear up rate|clear up rates|clear ups|cleared up|clearup rate|clear up|clearup rates|clearup", False),
    _metric("judicial_disposal_rate", "Judicial disposal rate", DETECTIONS, "percent", "higher", "offences",
            "Offences that ended in a charge, summons, caution or offence taken into consideration, as a share of recorded offences.",
            "judicial disposal rate|judicial disposal rates|judicial disposals|judicial disposal|jd rate|jd rates|jd|jds|jd performance", False),
    _metric("arrest_rate_spi8a", "SPI8a arrest rate", ARRESTS, "percent", "higher", "offences",
            "Arrests as a share of domestic violence incidents (special performance indicator 8a).",
            "resulted in an arrest|resulting in an arrest|resulted in arrest|resulting in arrest|led to an arrest|ended in an arrest|rate of arrest|rate of arrests|spi8a|spi 8a|8a|arrest rate|arrest rates|an arrests rate|the arrests rate|arrests rate of|spi|dv arrest rate|spi performance|proportion of arrests"),
    _metric("arrests", "Arrests", ARRESTS, "count", "none", "offences", "Arrests.", "arrests|arrest|arrested|people arrested", True),
    _metric("incidents", "Incidents", ARRESTS, "count", "none", "offences", "Reported incidents, crimes or not.",
            "incidents|incident|reported incidents", True),
    _metric("offences", "Offences", OFFENCES, "count", "none", "offences", "Recorded offences.",
            "offences|offence|crimes|crime|recorded offences|reported offences|crime reports|recorded crimes", True),
    _metric("network_disruptions", "Criminal network disruptions", NETWORKS, "count", "higher", "",
            "Criminal networks that were disrupted.",
            "criminal network disruptions|network disruptions|disruptions|disruption|networks disrupted|criminal networks disrupted|criminal network disruption|"
            "disruptions of criminal networks|disruptions to criminal networks|criminal networks|criminal network|networks|disrupted networks|disrupted|dismantled|networks dismantled|dismantled networks"),
    _metric("assets_recovered", "Assets recovered", ASSETS, "gbp", "higher", "",
            "Value of assets recovered by confiscation and forfeiture.",
            "assets recovered|asset recovery|assets|recovered assets|criminal assets|confiscated|confiscation|forfeiture|assets seized|assets confiscated|asset"),
    _metric("cash_seized", "Cash seized", ASSETS, "gbp", "higher", "", "Cash seized.",
            "cash seized|cash seizures|cash seizure|seized cash|in cash|cash|cash has been seized|cash detained"),
    _metric("confiscation_orders", "Confiscation orders", ASSETS, "count", "none", "", "Confiscation, forfeiture and restraint orders.",
            "confiscation orders|confiscation and restraint orders|confiscation order|confiscation and forfeiture orders|orders"),
    _metric("bme_share", "Black and minority ethnic share", WORKFORCE, "percent", "higher", "workforce",
            "Share of a group of staff, recruits, applicants or people who register interest that is black and minority ethnic."),
    _metric("female_share", "Female share", WORKFORCE, "percent", "higher", "workforce",
            "Share of a group of staff, recruits or applicants that is female."),
    _metric("bme_headcount", "Black and minority ethnic people", WORKFORCE, "count", "none", "workforce",
            "Number of black and minority ethnic people in a group of staff, recruits or applicants.", "", False, True),
    _metric("female_headcount", "Women", WORKFORCE, "count", "none", "workforce",
            "Number of women in a group of staff, recruits or applicants.", "", False, True),
    _metric("workforce_strength", "Strength", WORKFORCE, "count", "none", "workforce", "Number of people in a group of staff.",
            "budgeted strength|budgeted establishment|target strength|planned strength|authorised strength|strength|establishment|headcount|strengths|actual strength|budgeted workforce target|workforce target|bwt|in post|pool of detectives", True, True),
    _metric("public_satisfaction", "Public satisfaction", PUBLIC, "percent", "higher", "offences",
            "Share of those asked who are satisfied with, or think well of, the service.",
            "satisfaction|satisfied|were content|was content|are content|content with|more content|most content|least content|satisfaction rate|satisfaction levels|victim satisfaction|good or excellent|satisfaction rates|user satisfaction|good job|excellent or good|rated as good"),
    _metric("hotline_calls", "Hotline calls", PUBLIC, "count", "none", "", "Calls to a hotline.",
            "hotline calls|calls to the hotline|hotline call data|callers to the hotline|callers to the confidential line|calls to the confidential line|calls to crimestoppers|callers to the helpline|calls to the helpline|hotline call|hotline|calls received on the hotline|calls logged on the hotline"),
    _metric("third_party_reports", "Third-party reports", PUBLIC, "count", "none", "", "Reports of crime that came through third parties.",
            "third party reports|third party reporting|reports through third parties|third party report|reports by third parties|reports from third parties"),
    _metric("other", "Other measures", OTHER, "other", "none", "", "Everything else that measures something; its label says what.", "", False),
)  # fmt: skip
BY_CODE: dict[str, Metric] = {metric.code: metric for metric in METRICS}
