/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include "check/dect-check.h"

#include "chain/dect-repair.h"
#include "check/dect-check-private.h"
#include "check/dect-finding-private.h"
#include "model/dect-i18n.h"

#define MOST_TITLES 4
#define FACTORY_PASSWORD "omm"

/* --- For the rules -------------------------------------------------------------------------- */

void
dect_check_report (
    DectCheck *check, const guint32 *objects, guint n_objects, const char *format, ...)
{
  const DectRuleInfo *rule = &check->rule->info;
  gboolean accepted = rule->severity == DECT_SEVERITY_WARNING
                      && g_strv_contains ((const char *const *) check->accepted, rule->id);
  g_autofree char *text = NULL;
  DectRepairTarget target;
  const char *fix = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  /* What would repair it is looked for only when somebody asks. */
  if (dect_repair_target_of_finding (rule->id, objects, n_objects, &target))
    fix = DECT_REPAIR_FIX;
  g_ptr_array_add (check->findings,
                   dect_finding_new (rule, objects, n_objects, text, fix, accepted));
}

static gboolean
are_rfps (DectCheck *check, const guint32 *objects, guint n_objects)
{
  for (guint i = 0; i < n_objects; i++)
    if (dect_snapshot_find_rfp (check->snapshot, objects[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* "4 (Lab)": what follows the words "base stations". */
static char *
short_title (const DectRfp *rfp)
{
  if (rfp->number != DECT_UNSET && rfp->name != NULL)
    return g_strdup_printf ("%d (%s)", rfp->number, rfp->name);
  if (rfp->number != DECT_UNSET)
    return g_strdup_printf ("%d", rfp->number);
  return g_strdup (rfp->name != NULL ? rfp->name : _("without a name"));
}

char *
dect_check_titles (DectCheck *check, const guint32 *objects, guint n_objects)
{
  GString *titles = g_string_new (NULL);
  guint shown = n_objects > MOST_TITLES + 1 ? MOST_TITLES : n_objects;
  gboolean rfps = n_objects > 1 && are_rfps (check, objects, n_objects);

  for (guint i = 0; i < shown; i++)
    {
      const DectRecord *record = dect_snapshot_find (check->snapshot, objects[i]);
      g_autofree char *title = rfps ? short_title (DECT_RFP (record)) : dect_record_title (record);

      if (i > 0)
        /* Translators: between the things of a list, and before the last of them */
        g_string_append (titles, i + 1 < n_objects ? _(", ") : _(" and "));
      g_string_append (titles, title);
    }
  if (shown < n_objects)
    g_string_append_printf (titles, ngettext (" and %u more", " and %u more", n_objects - shown),
                            n_objects - shown);
  if (rfps)
    {
      g_autofree char *list = g_string_free (titles, FALSE);

      /* Translators: a list of base stations: "base stations 4 (Lab), 5 and 6" */
      return g_strdup_printf (_("base stations %s"), list);
    }
  return g_string_free (titles, FALSE);
}

GPtrArray *
dect_check_find_duplicates (DectCheck *check, DectKind kind, DectCheckKey key)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_records;
  const DectRecord *const *records = dect_snapshot_records (check->snapshot, kind, &n_records);

  for (guint i = 0; i < n_records; i++)
    {
      g_autofree char *text = key (check, records[i]);
      GArray *group;

      if (text == NULL)
        continue;
      group = g_hash_table_lookup (by_key, text);
      if (group == NULL)
        {
          group = g_array_new (FALSE, FALSE, sizeof (guint32));
          g_ptr_array_add (groups, group);
          g_hash_table_insert (by_key, g_steal_pointer (&text), group);
        }
      g_array_append_val (group, records[i]->id);
    }
  for (guint i = groups->len; i > 0; i--)
    if (((GArray *) g_ptr_array_index (groups, i - 1))->len < 2)
      g_ptr_array_remove_index (groups, i - 1);
  return groups;
}

gboolean
dect_check_release_from (DectCheck *check, gint number, gboolean unset)
{
  return check->release < 0 ? unset : check->release >= number;
}

/* --- A run ---------------------------------------------------------------------------------- */

/* A site that names a layout which cannot be read is checked by the default one. */
static DectOmmLayout *
load_layout (DectSnapshot *snapshot, DectKind kind)
{
  DectOmmLayout *layout = dect_omm_layout_for_site (snapshot, kind, NULL);

  return layout != NULL ? layout : dect_omm_layout_default (kind);
}

/* The same for what is known of DHCP. */
static DectDhcpFacts *
load_dhcp_facts (void)
{
  DectDhcpFacts *facts = dect_dhcp_facts_load (NULL);

  return facts != NULL ? facts : dect_dhcp_facts_load_built_in ();
}

static GArray *
find_limits (DectCheck *check)
{
  GArray *limits = g_array_new (FALSE, TRUE, sizeof (DectOmmLimit));
  const DectOmmLayout *layouts[] = { check->rfp_layout, check->handset_layout };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autoptr (GArray) part = dect_omm_find_limits (check->snapshot, layouts[i]);

      if (part->len > 0)
        g_array_append_vals (limits, part->data, part->len);
    }
  return limits;
}

GPtrArray *
dect_check_run (DectSnapshot *snapshot,
                DectLinks *links,
                DectChain *chain,
                const DectCheckFacts *facts)
{
  const DectSiteInfo *info;
  DectCheck check = { snapshot };

  g_return_val_if_fail (snapshot != NULL, NULL);

  info = dect_snapshot_get_info (snapshot);
  check.info = info;
  check.links = links;
  check.chain = chain;
  check.facts = facts;
  check.release = dect_omm_release_number (info->omm_release);
  check.rfps = dect_snapshot_records (snapshot, DECT_KIND_RFP, &check.n_rfps);
  check.handsets = dect_snapshot_records (snapshot, DECT_KIND_HANDSET, &check.n_handsets);
  check.rfp_layout = load_layout (snapshot, DECT_KIND_RFP);
  check.handset_layout = load_layout (snapshot, DECT_KIND_HANDSET);
  check.limits = find_limits (&check);
  check.dhcp_facts = load_dhcp_facts ();
  check.accepted = g_strsplit (info->accepted != NULL ? info->accepted : "", " ", -1);
  check.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) dect_finding_unref);

  for (check.rule = dect_check_table; check.rule->info.id != NULL; check.rule++)
    check.rule->run (&check);

  g_strfreev (check.accepted);
  g_array_unref (check.limits);
  dect_dhcp_facts_free (check.dhcp_facts);
  g_clear_pointer (&check.rfp_layout, dect_omm_layout_unref);
  g_clear_pointer (&check.handset_layout, dect_omm_layout_unref);
  return check.findings;
}

void
dect_check_facts_init (DectCheckFacts *facts, const DectSecrets *secrets)
{
  g_return_if_fail (facts != NULL);

  facts->omm_password_default
      = g_strcmp0 (dect_secrets_get (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD),
                   FACTORY_PASSWORD)
        == 0;
}

/* --- The table ------------------------------------------------------------------------------ */

const DectRuleInfo *const *
dect_check_rules (guint *n_rules)
{
  static GPtrArray *rules;

  if (g_once_init_enter (&rules))
    {
      GPtrArray *list = g_ptr_array_new ();

      for (const DectRule *rule = dect_check_table; rule->info.id != NULL; rule++)
        g_ptr_array_add (list, (gpointer) &rule->info);
      g_once_init_leave (&rules, list);
    }
  if (n_rules != NULL)
    *n_rules = rules->len;
  return (const DectRuleInfo *const *) rules->pdata;
}

const DectRuleInfo *
dect_check_rule (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (const DectRule *rule = dect_check_table; rule->info.id != NULL; rule++)
    if (g_str_equal (rule->info.id, id))
      return &rule->info;
  return NULL;
}
