/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-checklist.h"
#include "pbx/dect-pbx-error.h"
#include "support/remove-tree.h"
#include "support/test-site.h"

#include <string.h>

static DectSnapshot *
new_site (void)
{
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  DectSiteInfo *info = dect_site_info_new ();

  info->name = g_strdup ("Plant");
  info->uuid = g_strdup ("1");
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  test_site_add (builder, DECT_KIND_RFP,
                 "name=N|mac=00:08:5D:0A:0B:01|role=master|target_ip=10.1.2.46");
  test_site_add (builder, DECT_KIND_RFP, "name=S|mac=00:08:5D:0A:0B:02");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=00077 0115484 2|name=Night|number=401");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=00077 0115485 3|name=Day");
  return dect_snapshot_builder_end (g_steal_pointer (&builder));
}

/* "text: label=value, ..." line by line. */
static char *
describe (GPtrArray *instructions)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < instructions->len; i++)
    {
      const DectPbxInstruction *self = g_ptr_array_index (instructions, i);

      g_string_append_printf (text, "%s:", self->text);
      for (guint k = 0; k < self->entries->len; k++)
        {
          const DectPbxEntry *entry = g_ptr_array_index (self->entries, k);

          g_string_append_printf (text, " %s=%s", entry->label, entry->value);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* Each that ships has a title and can be done for a site. */
static void
test_shipped (void)
{
  static const char *const ids[] = { "mobydick-7", "pascom-17" };
  g_auto (GStrv) list = dect_pbx_checklist_list ();
  g_autoptr (DectSnapshot) snapshot = new_site ();

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) instructions = dect_pbx_checklist_new (ids[i], snapshot, &error);
      g_autofree char *title = dect_pbx_checklist_dup_title (ids[i]);
      g_autofree char *text = describe (instructions);

      g_assert_no_error (error);
      g_assert_true (g_strv_contains ((const char *const *) list, ids[i]));
      g_assert_cmpstr (title, !=, ids[i]);
      g_assert_nonnull (strstr (text, "=00:08:5D:0A:0B:01"));
      g_assert_nonnull (strstr (text, "=00077 0115484 2"));
      g_assert_nonnull (strstr (text, "=00077 0115485 3"));
    }
}

static void
write_own (const char *id, const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autofree char *folder
      = g_build_filename (g_get_user_config_dir (), "handover", "pbx", "checklists", NULL);
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
}

/* One that an installer wrote: a step for each record of its kind, secrets never, and what makes no
 * sense in it is passed over. */
static void
test_own (void)
{
  g_autoptr (DectSnapshot) snapshot = new_site ();
  g_autoptr (GError) error = NULL;

  write_own ("ours",
             "{'title':{'':'Ours'},'steps':[7,{'path':{'':'A'}},"
             "{'text':{'':'Begin'},'entries':[{'label':{'':'L'},'member':'mac'}]},"
             "{'text':{'':'Gateway'},'of':'gateway','entries':[{'label':{'':'MAC'},'member':'mac'},"
             "{'label':{'':'Name'},'member':'name'},{'label':{'':'Password'},'member':'password',"
             "'secret':true},{'label':{'':'Tick'}},{'member':'name'},7,"
             "{'label':{'':'Odd'},'member':'nothing'}]},"
             "{'text':{'':'Base'},'of':'accesspoint','entries':[{'label':{'':'Master'},'member':"
             "'master'}]},{'text':{'':'Phone'},'of':'handset','entries':[{'label':{'':'No'},"
             "'member':'number'}]},{'text':{'':'Cat'},'of':'cat'}]}");
  g_autoptr (GPtrArray) instructions = dect_pbx_checklist_new ("ours", snapshot, &error);
  g_assert_no_error (error);
  g_autofree char *text = describe (instructions);
  g_assert_cmpstr (text, ==,
                   "Begin:\n"
                   "Gateway: MAC=00:08:5D:0A:0B:01 Name=Plant Password=as noted for the customer "
                   "Tick= Odd=\n"
                   "Base: Master=yes\nBase: Master=no\n"
                   "Phone: No=401\nPhone: No=\n");
  g_autofree char *title = dect_pbx_checklist_dup_title ("ours");
  g_assert_cmpstr (title, ==, "Ours");
  g_auto (GStrv) list = dect_pbx_checklist_list ();
  g_assert_true (g_strv_contains ((const char *const *) list, "ours"));
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *id;
    const char *text; /* NULL: there is none */
    const char *says;
  } cases[] = {
    { "nothing", NULL, "The checklist “nothing”: " },
    { "../secret", NULL, "it has the wrong form" },
    { "list", "[]", "it has the wrong form" },
    { "torn", "{'steps':", "The checklist “torn”: " },
  };
  g_autoptr (DectSnapshot) snapshot = new_site ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *title = NULL;

      if (cases[i].text != NULL)
        write_own (cases[i].id, cases[i].text);
      g_assert_null (dect_pbx_checklist_new (cases[i].id, snapshot, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      title = dect_pbx_checklist_dup_title (cases[i].id);
      g_assert_cmpstr (title, ==, cases[i].id);
    }

  /* Nothing to do, and no name of its own. */
  write_own ("empty", "{}");
  g_autoptr (GPtrArray) none = dect_pbx_checklist_new ("empty", snapshot, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_autofree char *title = dect_pbx_checklist_dup_title ("empty");
  g_assert_cmpstr (title, ==, "empty");

  /* A site that cannot be told to a PBX: without a master there is no gateway. */
  g_autoptr (DectSnapshotBuilder) builder = dect_snapshot_builder_new ();
  dect_snapshot_builder_add (builder, DECT_RECORD (dect_site_info_new ()));
  g_autoptr (DectSnapshot) bare = dect_snapshot_builder_end (g_steal_pointer (&builder));
  g_autoptr (GError) error = NULL;
  g_assert_null (dect_pbx_checklist_new ("pascom-17", bare, &error));
  g_assert_true (error->domain == DECT_PBX_ERROR);
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("handover-XXXXXX", NULL);
  int status;

  g_assert_true (g_setenv ("XDG_CONFIG_HOME", config, TRUE));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/checklist/shipped", test_shipped);
  g_test_add_func ("/pbx/checklist/own", test_own);
  g_test_add_func ("/pbx/checklist/wrong", test_wrong);
  status = g_test_run ();
  remove_tree (config);
  return status;
}
