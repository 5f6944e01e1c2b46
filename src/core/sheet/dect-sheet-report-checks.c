/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-report.h"

#include "chain/dect-survival.h"
#include "check/dect-check.h"
#include "model/dect-i18n.h"
#include "model/dect-locale.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define SECTION_GAP_MM 6.0
#define SENTENCE_GAP_MM 1.0

/* So many layers are predicted in cells of a metre; more in larger ones, up to four. */
#define LAYERS_AT_ONE 500.0
#define CELL_MOST_M 4.0

/* More names than this make no list but a number. */
#define MOST_NAMES 12

/* --- How findings were settled --------------------------------------------------------------------- */

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) list = g_strsplit (words != NULL ? words : "", " ", -1);

  return g_strv_contains ((const char *const *) list, word);
}

/* Events "accept", `{"rules": [id, ...], "reason": text}`: rules overridden at a push. */
static gboolean
names_rule (const DectLogEntry *entry, const char *rule)
{
  g_autoptr (JsonNode) root = json_from_string (dect_log_entry_get_details (entry), NULL);
  JsonNode *node = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                       ? json_object_get_member (json_node_get_object (root), "rules")
                       : NULL;
  JsonArray *rules
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++)
    {
      JsonNode *element = json_array_get_element (rules, i);

      if (json_node_get_value_type (element) == G_TYPE_STRING
          && g_str_equal (json_node_get_string (element), rule))
        return TRUE;
    }
  return FALSE;
}

static const DectLogEntry *
find_override (DectSnapshot *snapshot, const char *rule)
{
  GPtrArray *log = dect_snapshot_get_log (snapshot);

  for (guint i = log->len; i > 0; i--)
    {
      const DectLogEntry *entry = g_ptr_array_index (log, i - 1);

      if (g_str_equal (dect_log_entry_get_event (entry), "accept") && names_rule (entry, rule))
        return entry;
    }
  return NULL;
}

char *
dect_report_dup_settled (DectSnapshot *snapshot, const char *rule)
{
  const DectLogEntry *entry = find_override (snapshot, rule);
  g_autofree char *date = NULL, *reason = NULL;

  if (entry == NULL)
    return has_word (dect_snapshot_get_info (snapshot)->accepted, rule)
               ? g_strdup (_("Accepted for this site."))
               : NULL;
  date = dect_locale_dup_date (dect_log_entry_get_time (entry));
  reason = dect_log_entry_dup_detail (entry, "reason");
  if (reason != NULL && reason[0] != '\0')
    return g_strdup_printf (_("Overridden for the push of %s: %s"), date, reason);
  return g_strdup_printf (_("Overridden for the push of %s."), date);
}

/* --- Findings -------------------------------------------------------------------------------------- */

static void
add_finding_row (DectSheetTable *table, DectSnapshot *snapshot, DectFinding *finding)
{
  gboolean is_error = dect_finding_get_severity (finding) == DECT_SEVERITY_ERROR;
  g_autofree char *settled = dect_report_dup_settled (snapshot, dect_finding_get_rule (finding));
  const DectCell cells[] = {
    { is_error ? _("Error") : _("Warning") },
    { dect_finding_get_text (finding), dect_finding_get_rule (finding) },
    { settled != NULL ? settled : C_("finding", "Open") },
  };

  dect_sheet_table_add (table, cells);
}

/* What was overridden once and is no finding any more was put right since. */
static void
add_past_overrides (DectSheetTable *table, DectSnapshot *snapshot, GPtrArray *findings)
{
  guint n_rules;
  const DectRuleInfo *const *rules = dect_check_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      gboolean found = FALSE;
      g_autofree char *settled = NULL;

      for (guint k = 0; k < findings->len; k++)
        found |= g_str_equal (dect_finding_get_rule (findings->pdata[k]), rules[i]->id);
      if (found || find_override (snapshot, rules[i]->id) == NULL)
        continue;
      settled = dect_report_dup_settled (snapshot, rules[i]->id);
      dect_sheet_table_add (table, (const DectCell[]){ { _("Past") },
                                                       { _(rules[i]->title), rules[i]->id },
                                                       { settled, _("No longer found.") } });
    }
}

static void
add_findings (DectSheets *self, DectFlow *flow)
{
  const DectColumn columns[] = {
    { _("Severity"), DECT_COLUMN_STRONG, 20, 0, NULL },
    { _("Finding"), DECT_COLUMN_TEXT, 80, 3, NULL },
    { _("Settled"), DECT_COLUMN_TEXT, 40, 1, NULL },
  };
  DectSnapshot *snapshot = self->site.snapshot;
  g_autoptr (GPtrArray) findings
      = dect_check_run (snapshot, self->site.links, self->site.chain, NULL);
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));
  guint n_rules;

  dect_check_rules (&n_rules);
  for (guint i = 0; i < findings->len; i++)
    add_finding_row (table, snapshot, findings->pdata[i]);
  add_past_overrides (table, snapshot, findings);

  dect_flow_heading (flow, _("Findings"), NULL);
  if (dect_sheet_table_count (table) > 0)
    {
      dect_flow_table (flow, table);
      return;
    }
  dect_sheet_table_free (table);
  {
    g_autofree char *text = g_strdup_printf (
        ngettext ("The plan was checked by %u rule; there is nothing to object to.",
                  "The plan was checked by %u rules; there is nothing to object to.", n_rules),
        n_rules);

    dect_flow_text (flow, DECT_TEXT_BODY, DECT_INK_BLACK, text);
  }
}

/* --- Failures, in words ---------------------------------------------------------------------------- */

typedef struct
{
  const DectSheetSite *site;
  DectFailures *failures;
  DectSurvival *survival; /* nullable */
  DectFlow *flow;
} Analysis;

static char *
list_labels (const DectSheetSite *site, const guint *rfps, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MOST_NAMES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", site->labels[rfps[i]]);
  if (n > MOST_NAMES)
    {
      g_string_append (text, " ");
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n - MOST_NAMES),
                              n - MOST_NAMES);
    }
  return g_string_free (text, FALSE);
}

static char *
percent (double share)
{
  g_autofree char *number = isfinite (share) ? dect_locale_dup_number (100 * share, 0) : NULL;

  return number != NULL ? g_strdup_printf (_("%s %%"), number) : NULL;
}

static char *
failure_title (const Analysis *self, const DectFailure *failure)
{
  g_autofree char *labels = list_labels (self->site, failure->rfps, failure->n_rfps);
  const char *name = failure->name != NULL ? failure->name : "?";

  switch (failure->kind)
    {
    case DECT_FAILURE_SWITCH:
      return g_strdup_printf (_("Switch %s"), name);
    case DECT_FAILURE_RISER:
      return g_strdup_printf (_("Riser %s"), name);
    case DECT_FAILURE_COMPARTMENT:
      return g_strdup_printf (_("Fire compartment %s"), name);
    case DECT_FAILURE_DOUBLE:
      return g_strdup_printf (_("Base stations %s"), labels);
    case DECT_FAILURE_SINGLE:
    default:
      return g_strdup_printf (_("Base station %s"), labels);
    }
}

static void
say (const Analysis *self, char *text)
{
  dect_flow_text (self->flow, DECT_TEXT_BODY, DECT_INK_BLACK, text);
  dect_flow_space (self->flow, SENTENCE_GAP_MM);
  g_free (text);
}

static void
say_chain (const Analysis *self)
{
  DectChain *chain = self->site->chain;
  guint n_members = dect_chain_get_n_members (chain), n_components;
  const DectChainComponent *components = dect_chain_get_components (chain, &n_components);
  guint hops = dect_chain_get_max_level (chain);

  if (!dect_chain_is_connected (chain))
    say (self, g_strdup_printf (
                   ngettext ("The %u base station is not in one connected chain: there are %u "
                             "groups that cannot hear each other.",
                             "The %u base stations are not in one connected chain: there are %u "
                             "groups that cannot hear each other.",
                             n_members),
                   n_members, n_components));
  else if (n_components == 1 && components[0].root >= 0)
    say (self, g_strdup_printf (
                   ngettext ("All base stations synchronise from base station %s; the farthest is "
                             "%u hop away.",
                             "All base stations synchronise from base station %s; the farthest is "
                             "%u hops away.",
                             hops),
                   self->site->labels[components[0].root], hops));
  else
    say (self, g_strdup_printf (ngettext ("In %u cluster all base stations are synchronised.",
                                          "In %u clusters all base stations are synchronised.",
                                          n_components),
                                n_components));
}

static void
say_singles (const Analysis *self)
{
  guint n = dect_failures_count (self->failures, DECT_FAILURE_SINGLE);
  guint n_losing = dect_failures_count_losing (self->failures, DECT_FAILURE_SINGLE);

  if (n > 1 && n_losing == 0)
    say (self, g_strdup (_("Any one base station may fail: all others stay synchronised.")));
  else if (n_losing > 0)
    say (self,
         g_strdup_printf (ngettext ("Of %u base stations, %u takes others with it when it fails.",
                                    "Of %u base stations, %u take others with them when they fail.",
                                    n_losing),
                          n, n_losing));
}

static void
say_doubles (const Analysis *self)
{
  guint n = dect_failures_count (self->failures, DECT_FAILURE_DOUBLE);
  guint n_losing = dect_failures_count_losing (self->failures, DECT_FAILURE_DOUBLE);

  if (n > 0 && n_losing == 0)
    say (self, g_strdup (_("Any two base stations may fail together: all others stay "
                            "synchronised.")));
  else if (n > 0)
    say (self, g_strdup_printf (ngettext ("Of %u pairs of base stations that could fail together, "
                                          "%u takes others with it.",
                                          "Of %u pairs of base stations that could fail together, "
                                          "%u take others with them.",
                                          n_losing),
                                n, n_losing));
}

static void
say_links (const Analysis *self)
{
  guint n;
  const DectChainSingleLink *links = dect_chain_get_single_links (self->site->chain, &n);

  for (guint i = 0; i < MIN (n, MOST_NAMES); i++)
    say (self,
         g_strdup_printf (
             ngettext ("The radio link from base station %s to %s has no second way; %u base "
                       "station hangs on it.",
                       "The radio link from base station %s to %s has no second way; %u base "
                       "stations hang on it.",
                       links[i].n_lost),
             self->site->labels[links[i].from], self->site->labels[links[i].to], links[i].n_lost));
}

static void
say_area (const Analysis *self)
{
  g_autofree char *share
      = self->survival != NULL ? percent (dect_survival_get_share (self->survival, NULL)) : NULL;
  g_autofree char *area = NULL;

  if (share == NULL)
    return;
  area = dect_locale_dup_number (dect_survival_get_area (self->survival), 0);
  say (self,
       g_strdup_printf (_("As long as nothing fails, %s of the %s m² in and around the drawn "
                           "floors are covered by a synchronised base station (predicted)."),
                        share, area));
}

static void
add_failure (const Analysis *self, DectSheetTable *table, const DectFailure *failure)
{
  guint n_lost;
  g_autofree guint *lost = dect_failures_dup_lost (self->failures, failure, &n_lost);
  g_autofree char *title = failure_title (self, failure);
  g_autofree char *down = failure->kind >= DECT_FAILURE_SWITCH
                              ? list_labels (self->site, failure->rfps, failure->n_rfps)
                              : NULL;
  g_autofree char *labels = n_lost > 0 ? list_labels (self->site, lost, n_lost) : NULL;
  g_autofree char *left = g_strdup_printf (_("%u of %u"), failure->n_synchronised,
                                           dect_chain_get_n_members (self->site->chain));
  g_autofree char *area
      = self->survival != NULL ? percent (dect_survival_get_share (self->survival, failure)) : NULL;
  const DectCell cells[] = {
    { title, down },
    { labels != NULL ? labels : C_("base stations", "none") },
    { left },
    { area },
  };

  dect_sheet_table_add (table, cells);
}

static void
add_failures (const Analysis *self)
{
  const DectColumn columns[] = {
    { _("What fails"), DECT_COLUMN_STRONG, 46, 2, NULL },
    { _("Lost with it"), DECT_COLUMN_TEXT, 40, 2, NULL },
    { _("Still synchronised"), DECT_COLUMN_TEXT, 24, 0, NULL },
    { _("Area covered"), DECT_COLUMN_TEXT, 22, 0, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));

  for (guint kind = 0; kind < DECT_N_FAILURE_KINDS; kind++)
    {
      guint n, most = kind >= DECT_FAILURE_SWITCH ? G_MAXUINT : kind == DECT_FAILURE_SINGLE ? 3 : 1;
      const DectFailure *list = dect_failures_list (self->failures, (DectFailureKind) kind, &n);

      for (guint i = 0; i < MIN (n, most); i++)
        add_failure (self, table, &list[i]);
    }
  if (dect_sheet_table_count (table) == 0)
    {
      dect_sheet_table_free (table);
      return;
    }
  dect_flow_space (self->flow, 3);
  dect_flow_table (self->flow, table);
  dect_flow_space (self->flow, 1.5);
  dect_flow_text (self->flow, DECT_TEXT_SMALL, DECT_INK_GREY,
                  _("The worst single base stations and the worst pair; every switch, riser and "
                     "fire compartment that the plan names."));
}

static gboolean
was_cancelled (GError **cause, GError **error)
{
  if (!g_error_matches (*cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (cause));
  return TRUE;
}

/* Every base station has a layer on every floor: where there are many, coarser cells say the same
 * to less than a percent, in a tenth of the memory. */
static double
survival_cell (DectSnapshot *snapshot)
{
  double n_layers = (double) dect_snapshot_count (snapshot, DECT_KIND_RFP)
                    * dect_snapshot_count (snapshot, DECT_KIND_FLOOR);

  return CLAMP (sqrt (n_layers / LAYERS_AT_ONE), DECT_SURVIVAL_CELL_M, CELL_MOST_M);
}

static gboolean
add_analysis (DectSheets *self, DectFlow *flow, GCancellable *cancellable, GError **error)
{
  DectSheetSite *site = &self->site;
  g_autoptr (DectFailures) failures = NULL;
  g_autoptr (DectSurvival) survival = NULL;
  g_autoptr (GError) cause = NULL;
  Analysis analysis = { .site = site, .flow = flow };

  if (site->chain == NULL || dect_chain_get_n_members (site->chain) == 0)
    return TRUE;
  failures = dect_failures_new (site->snapshot, site->chain, 1, NULL, NULL, cancellable, error);
  if (failures == NULL)
    return FALSE;
  survival = dect_survival_new (site->snapshot, failures, survival_cell (site->snapshot), NULL,
                                NULL, cancellable, &cause);
  if (survival == NULL && was_cancelled (&cause, error))
    return FALSE;

  analysis.failures = failures;
  analysis.survival = survival;
  dect_flow_space (flow, SECTION_GAP_MM);
  dect_flow_heading (flow, _("What happens when something fails"), NULL);
  say_chain (&analysis);
  say_area (&analysis);
  say_singles (&analysis);
  say_doubles (&analysis);
  say_links (&analysis);
  add_failures (&analysis);
  return TRUE;
}

gboolean
dect_report_add_checks (DectSheets *self,
                        DectTextContext *context,
                        GCancellable *cancellable,
                        GError **error)
{
  DectSheetHead head;
  DectFlow flow;

  dect_report_head (self, &head, g_strdup (_("Findings and failures")));
  dect_flow_begin (&flow, self, context, DECT_SHEET_REPORT, &head);
  dect_sheet_head_clear (&head);
  add_findings (self, &flow);
  return add_analysis (self, &flow, cancellable, error)
         && dect_sheets_check (self, 0.95, cancellable, error);
}
