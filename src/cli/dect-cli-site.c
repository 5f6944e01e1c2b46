/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dect-cli.h"
#include "omm/dect-omm-layout-edit.h"
#include "store/dect-sample.h"

/* Longest of the values that are not for people to edit, as info shows it. */
#define MAX_SHOWN 200

DectSite *
dect_cli_make (const char *path)
{
  DectSite *site = dect_site_new ();
  g_autofree char *base = g_path_get_basename (path);
  char *suffix = g_strrstr (base, ".handover");
  DectSiteInfo *info;

  if (suffix != NULL && suffix != base)
    *suffix = '\0';
  info = dect_site_info_copy (dect_site_get_info (site));
  if (!dect_field_set_text (dect_kind_field (DECT_KIND_SITE, "name"), DECT_RECORD (info), base,
                            NULL))
    dect_field_set_text (dect_kind_field (DECT_KIND_SITE, "name"), DECT_RECORD (info),
                         _("New site"), NULL);
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (info), _("New site"), NULL);
  return site;
}

static DectExit
run_new (char **arguments)
{
  gboolean sample = FALSE;
  const GOptionEntry entries[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSite) site = NULL;
  GError *error = NULL;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (g_file_test (arguments[0], G_FILE_TEST_EXISTS))
    return dect_cli_usage (_("%s is there already; choose another name or remove it first."),
                           arguments[0]);

  if (sample)
    {
      site = dect_sample_new (&error);
      if (site == NULL)
        return dect_cli_fail (NULL, error);
    }
  else
    site = dect_cli_make (arguments[0]);
  return dect_cli_save (site, arguments[0]);
}

static void
info_json (DectSnapshot *snapshot)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n_fields;
  const DectField *fields = dect_kind_fields (DECT_KIND_SITE, &n_fields);
  const DectRecord *info = (const DectRecord *) dect_snapshot_get_info (snapshot);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "site");
  json_builder_begin_object (builder);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *text = dect_field_dup_text (&fields[i], info);

      if (fields[i].type == DECT_FIELD_NUMBER || fields[i].type == DECT_FIELD_INTEGER)
        dect_json_add_number (builder, fields[i].id,
                              *text != '\0' ? g_ascii_strtod (text, NULL) : NAN);
      else
        dect_json_add_text (builder, fields[i].id, *text != '\0' ? text : NULL);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint kind = DECT_KIND_BUILDING; kind < DECT_N_KINDS; kind++)
    {
      dect_json_add_integer (builder, dect_kind_id (kind), dect_snapshot_count (snapshot, kind));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  dect_cli_print_json (builder);
}

static void
info_text (DectSnapshot *snapshot)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (DECT_KIND_SITE, &n_fields);
  const DectRecord *info = (const DectRecord *) dect_snapshot_get_info (snapshot);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *text = dect_field_dup_text (&fields[i], info);

      /* A whole layout is nothing to read in a list. */
      if (strlen (text) > MAX_SHOWN && (fields[i].flags & DECT_FIELD_FIXED) != 0)
        g_print (_("%s: %u bytes\n"), fields[i].id, (guint) strlen (text));
      else
        g_print ("%s=%s\n", fields[i].id, text);
    }
  g_print ("\n");
  for (guint kind = DECT_KIND_BUILDING; kind < DECT_N_KINDS; kind++)
    g_print ("%s: %u\n", dect_kind_id (kind), dect_snapshot_count (snapshot, kind));
}

static DectExit
run_info (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectExit exit;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  snapshot = dect_cli_load (arguments[0], &exit);
  if (snapshot == NULL)
    return exit;
  if (json)
    info_json (snapshot);
  else
    info_text (snapshot);
  return DECT_EXIT_DONE;
}

/* Sets one KEY=VALUE; returns FALSE after having said what is wrong. */
static gboolean
set_one (DectRecord *info, const char *pair)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *key = equals != NULL ? g_strndup (pair, (gsize) (equals - pair)) : NULL;
  const DectField *field = key != NULL ? dect_kind_field (DECT_KIND_SITE, key) : NULL;
  GError *error = NULL;

  if (equals == NULL)
    {
      dect_cli_usage (_("“%s” has no “=”; write KEY=VALUE."), pair);
      return FALSE;
    }
  if (field == NULL || field->flags & DECT_FIELD_FIXED)
    {
      dect_cli_usage (_("“%s” is not a field of the site; handoverctl info lists them."), key);
      return FALSE;
    }
  if (!dect_field_validate (field, equals + 1, &error)
      || !dect_field_set_text (field, info, equals + 1, &error))
    {
      dect_cli_fail (key, error);
      return FALSE;
    }
  return TRUE;
}

/* Sets all of them; FALSE after having said what is wrong. A layout of the user's own goes into the
 * site. */
static gboolean
set_all (DectSiteInfo *info, char **pairs)
{
  gboolean layout = FALSE;
  GError *error = NULL;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      if (!set_one (DECT_RECORD (info), pairs[i]))
        return FALSE;
      layout |= g_str_has_prefix (pairs[i], "rfp_layout=")
                || g_str_has_prefix (pairs[i], "pp_layout=");
    }
  if (dect_omm_layout_settle (info, &error) || !layout)
    {
      g_clear_error (&error);
      return TRUE;
    }
  dect_cli_fail (NULL, error);
  return FALSE;
}

static DectExit
run_set (char **arguments)
{
  g_autoptr (DectSite) site = NULL;
  DectSiteInfo *info;
  DectExit exit;

  if (!dect_cli_parse (arguments, NULL, 2, -1))
    return DECT_EXIT_USAGE;
  site = dect_cli_open (arguments[0], &exit);
  if (site == NULL)
    return exit;
  info = dect_site_info_copy (dect_site_get_info (site));
  if (!set_all (info, arguments + 1))
    {
      dect_record_unref (DECT_RECORD (info));
      return DECT_EXIT_USAGE;
    }
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (info), _("Change site"), NULL);
  return dect_cli_save (site, arguments[0]);
}

const DectCommand dect_cli_site_commands[] = {
  { "new", "FILE [--sample]", N_("make an empty site, or the sample site"), run_new },
  { "info", "FILE [--json]", N_("list the site's fields and counts"), run_info },
  { "set", "FILE KEY=VALUE...", N_("set site and gateway fields; an empty value clears"),
    run_set },
  { NULL },
};
