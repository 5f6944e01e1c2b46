/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/dect-snapshot.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

typedef struct _DectLinks DectLinks; /* radio/dect-links.h */
typedef struct _DectChain DectChain; /* chain/dect-chain.h */

/**
 * DectSeverity:
 * @DECT_SEVERITY_ERROR: blocks a push unless the person overrides the rule by name
 * @DECT_SEVERITY_WARNING: never blocks; a person may accept it (#DectSiteInfo.accepted)
 */
typedef enum
{
  DECT_SEVERITY_ERROR,
  DECT_SEVERITY_WARNING,
} DectSeverity;

/**
 * DectRuleInfo:
 * @id: stable word: "mac-missing"; help, JSON and bars use it
 * @severity: how bad it is
 * @title: the rule in a few words, untranslated (give it to gettext)
 * @source: why it is a rule: manual, page or standard; untranslated, English
 *
 * What a person may know of a rule. Lives as long as the program.
 */
typedef struct
{
  const char  *id;
  DectSeverity severity;
  const char  *title;
  const char  *source;
} DectRuleInfo;

/** dect_check_rules: Returns: (array length=n_rules) (transfer none): all rules, errors first, in the order of findings */
const DectRuleInfo *const *dect_check_rules (guint *n_rules);

/** dect_check_rule: Returns: (nullable): the rule of that id */
const DectRuleInfo *dect_check_rule (const char *id);

/**
 * DectFinding:
 *
 * One result of a check. Immutable, boxed, counted; any thread.
 */
#define DECT_TYPE_FINDING (dect_finding_get_type ())
GType dect_finding_get_type (void) G_GNUC_CONST;

typedef struct _DectFinding DectFinding;

DectFinding *dect_finding_ref   (DectFinding *self);
void         dect_finding_unref (DectFinding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectFinding, dect_finding_unref)

/** dect_finding_get_rule: Returns: id of its rule */
const char  *dect_finding_get_rule     (const DectFinding *self);

/** dect_finding_get_severity: Returns: how bad it is */
DectSeverity dect_finding_get_severity (const DectFinding *self);

/**
 * dect_finding_get_objects:
 * @self: a finding
 * @n_objects: (out) (optional): how many
 *
 * Returns: (array length=n_objects) (transfer none): ids of the records it is about, the main one first; %DECT_SITE_ID for
 *   the site itself
 */
const guint32 *dect_finding_get_objects (const DectFinding *self,
                                         guint             *n_objects);

/** dect_finding_get_text: Returns: one translated sentence: what, where, what to do */
const char *dect_finding_get_text (const DectFinding *self);

/** dect_finding_get_source: Returns: where the rule comes from, in English */
const char *dect_finding_get_source (const DectFinding *self);

/** dect_finding_get_fix: Returns: (nullable): id of the repair that the program knows for it: %DECT_REPAIR_FIX for what
 * the chain is weak in (chain/dect-repair.h) */
const char *dect_finding_get_fix (const DectFinding *self);

/** dect_finding_is_accepted: Returns: whether it is a warning of a rule that the person accepted for this site */
gboolean dect_finding_is_accepted (const DectFinding *self);

/**
 * DectCheckFacts:
 * @omm_password_default: whether the stored OMM password is the factory one
 *
 * What a check may know beside the plan. Never a secret itself.
 */
typedef struct
{
  gboolean omm_password_default;
} DectCheckFacts;

/** dect_check_facts_init: fills @facts from @secrets (nullable: nothing known) */
void dect_check_facts_init (DectCheckFacts    *facts,
                            const DectSecrets *secrets);

/**
 * dect_check_run:
 * @snapshot: a site
 * @links: (nullable): its links, made from the same snapshot
 * @chain: (nullable): its chain; without it the rules of the chain find nothing
 * @facts: (nullable): what else is known
 *
 * Pure: the same site gives the same findings in the same order: by severity, then by rule, then by the site's order of objects.
 * Any thread.
 *
 * Returns: (transfer full) (element-type DectFinding): all findings, accepted ones included
 */
GPtrArray *dect_check_run (DectSnapshot         *snapshot,
                           DectLinks            *links,
                           DectChain            *chain,
                           const DectCheckFacts *facts);

/** dect_findings_count: Returns: how many of @severity there are; accepted warnings are not counted */
guint dect_findings_count (GPtrArray   *findings,
                           DectSeverity severity);

/**
 * dect_findings_to_json:
 * @findings: (element-type DectFinding): findings
 * @snapshot: the site they were made from
 *
 * An array of objects: "rule", "severity" ("error" or "warning"), "accepted", "text", "source", "objects": an array of
 * { "kind" (dect_kind_id()), "id" (nothing for the site), "title" }, and "fix" where there is one.
 *
 * Returns: (transfer full): the array
 */
JsonNode *dect_findings_to_json (GPtrArray    *findings,
                                 DectSnapshot *snapshot);

G_END_DECLS
