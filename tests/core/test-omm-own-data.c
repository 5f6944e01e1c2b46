/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "omm/dect-omm-backup-private.h"
#include "omm/dect-omm-backup.h"
#include "omm/dect-omm-release.h"
#include "omm/dect-omm-scale.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

/* A data file of the person's own stands before the built-in one, and where it makes no sense the
 * built-in one counts. Such a file is read once in a program, so each is tried in one of its own.
 */

static char *folder;

static void
write_own (const char *name, const char *text)
{
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  g_autofree char *path = g_build_filename (folder, "handover", "omm", name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
}

static void
remove_own (const char *name)
{
  g_autofree char *path = g_build_filename (folder, "handover", "omm", name, NULL);

  while (!g_str_equal (path, folder))
    {
      g_autofree char *child = g_steal_pointer (&path);

      g_remove (child);
      path = g_path_get_dirname (child);
    }
}

/* Tries @text in a program of its own, which tells what it made of it. */
static void
assert_tells (
    const char *test, const char *name, const char *text, const char *tells, gboolean warns)
{
  g_test_message ("%s: %s", name, text);
  write_own (name, text);
  g_test_trap_subprocess (test, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout (tells);
  if (warns)
    g_test_trap_assert_stderr ("*omm/*.json*built-in*");
  else
    g_test_trap_assert_stderr_unmatched ("*built-in*");
  remove_own (name);
}

#define PATHS                                                                                      \
  "'paths':{'import':{'path':'a'},'change':{'path':'b {page}'},'delete':{'path':'c {entry}'}}"
#define PAGE(name) "{'page':'" name "','layout':'rfp-16'}"
#define RELEASE(more, name) "{" more "'rfp':" PAGE (name) ",'handset':" PAGE (name) "}"

static void
show_release (void)
{
  g_autofree char *page = dect_omm_release_dup_page ("8.1", DECT_KIND_RFP);
  g_autofree char *path
      = dect_omm_release_dup_path ("8.1", DECT_KIND_RFP, DECT_OMM_TASK_DELETE, NULL, NULL);

  printf ("[%s] [%s]\n", page, path);
}

static void
test_releases (void)
{
  static const char *const wrong[] = {
    "no JSON",
    "[]",
    "{" PATHS "}",
    "{" PATHS ",'releases':7}",
    "{" PATHS ",'releases':[]}",
    "{'releases':[" RELEASE ("", "X") "]}",
    "{'paths':7,'releases':[" RELEASE ("", "X") "]}",
    "{'paths':{'import':{'path':'a'}},'releases':[" RELEASE ("", "X") "]}",
    "{'paths':{'import':{},'change':{},'delete':{}},'releases':[" RELEASE ("", "X") "]}",
    "{" PATHS ",'releases':[7]}",
    "{" PATHS ",'releases':[{'rfp':" PAGE ("X") "}]}",
    "{" PATHS ",'releases':[{'rfp':{'page':'X'},'handset':" PAGE ("X") "}]}",
    "{" PATHS ",'releases':[{'rfp':{'layout':'X'},'handset':" PAGE ("X") "}]}",
    /* The first is for a release that is not known, and the others go up. */
    "{" PATHS ",'releases':[" RELEASE ("'from':'3.0',", "X") "]}",
    "{" PATHS ",'releases':[" RELEASE ("", "X") "," RELEASE ("", "Y") "]}",
    "{" PATHS ",'releases':[" RELEASE ("", "X") "," RELEASE ("'from':'4.0',", "Y") "," RELEASE (
        "'from':'3.0',", "Z") "]}",
    "{" PATHS ",'releases':[" RELEASE ("", "X") "," RELEASE ("'from':'new',", "Y") "]}",
  };
  g_autoptr (GString) many = g_string_new ("{" PATHS ",'releases':[" RELEASE ("", "X"));

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_tells ("/omm/own-data/subprocess/release", "releases.json", wrong[i],
                  "*[Base Stations] [*Base Stations › … › Delete]*", TRUE);
  for (guint i = 1; i < 120; i++)
    g_string_append_printf (many, "," RELEASE ("'from':'%u.%02u',", "X"), 1 + i / 100, i % 100);
  g_string_append (many, "]}");
  assert_tells ("/omm/own-data/subprocess/release", "releases.json", many->str, "*[Base Stations]*",
                TRUE);

  assert_tells ("/omm/own-data/subprocess/release", "releases.json",
                "{" PATHS
                ",'releases':[" RELEASE ("", "X") "," RELEASE ("'from':'8.0',", "Ours") "]}",
                "*[Ours] [c …]*", FALSE);
}

static void
show_scales (void)
{
  guint n;
  const DectOmmScale *scales = dect_omm_scale_list (&n);

  for (guint i = 0; i < n; i++)
    printf ("[%s %s %g]", scales[i].id, scales[i].title, scales[i].offset_db);
}

static void
test_scales (void)
{
  assert_tells ("/omm/own-data/subprocess/scales", "rssi-scales.json", "no JSON", "*[dbm dBm 0]*",
                TRUE);
  /* What is not whole is passed over; one of a known name takes its place. */
  assert_tells ("/omm/own-data/subprocess/scales", "rssi-scales.json",
                "{'scales':[7,{},{'id':'a'},{'id':'b','title':'B'},{'title':'C','offset_db':1},"
                "{'id':'dbm','title':'Ours','offset_db':-3},{'id':'d','title':'D','offset_db':5}]}",
                "*[dbm Ours -3][d D 5][offset-100 *", FALSE);
}

static void
show_backup (void)
{
  static const char *const tables[] = { "ours", "odd", "RFP" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      DectOmmBackupTarget target = 0;
      gboolean found = dect_omm_backup_find_table (tables[i], &target);
      const DectOmmBackupField *field = dect_omm_backup_find_column (tables[i], "hw");

      printf ("[%s %s %s]", tables[i], found ? "there" : "none", field != NULL ? field->id : "-");
    }
}

static void
test_backup (void)
{
  assert_tells ("/omm/own-data/subprocess/backup", "backup.json", "no JSON",
                "*[ours none -][odd none -][RFP *]*", TRUE);
  assert_tells ("/omm/own-data/subprocess/backup", "backup.json",
                "{'tables':[7,{},{'table':'odd'},{'table':'odd','of':'cat'},{'table':'ours','of':"
                "'rfp','columns':{'hw':'mac','x':'cat','y':7}},{'table':'ours','of':'handset'}]}",
                "*[ours there mac][odd none -][RFP *]*", FALSE);
  assert_tells ("/omm/own-data/subprocess/backup", "backup.json",
                "{'tables':[{'table':'ours','of':'rfp','columns':7},{'table':'odd','of':'rfp'}]}",
                "*[ours there -][odd there -][RFP *]*", FALSE);
}

/* Handsets of a backup, by a table that no backup shows by itself. */
static void
show_handsets (void)
{
  static const char backup[] = "OpenMobility Manager SIP-DECT 8.1SP1-MADEUP\nconfiguration file\n\n"
                               "  |ipei         |num |nam  \n-----------------------\n"
                               "PP|0007701154842|401 |Night\n"
                               "PP|000770115484X|    |Wrong\n"
                               "PP|             |402 |Day  \n"
                               "PP|             |    |None \n";
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmBackup) read = dect_omm_backup_read (backup, strlen (backup), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < read->system->handsets->len; i++)
    {
      const DectOmmHandset *handset = g_ptr_array_index (read->system->handsets, i);

      printf ("[%s %s %s]", handset->ipei != NULL ? handset->ipei : "-",
              handset->number != NULL ? handset->number : "-", handset->name);
    }
  printf ("[%u problems]\n", read->problems->len);
}

static void
test_handsets (void)
{
  assert_tells ("/omm/own-data/subprocess/handsets", "backup.json",
                "{'tables':[{'table':'PP','of':'handset','columns':{'ipei':'ipei','num':'number',"
                "'nam':'name'}}]}",
                "*[0007701154842 401 Night][- 402 Day][3 problems]*", FALSE);
}

int
main (int argc, char **argv)
{
  gboolean inside = FALSE;
  int status;

  for (int i = 1; i < argc; i++)
    inside = inside || g_str_equal (argv[i], "--GTestSubprocess");
  folder
      = inside ? g_strdup (g_getenv ("XDG_CONFIG_HOME")) : g_dir_make_tmp ("handover-XXXXXX", NULL);
  g_assert_true (g_setenv ("XDG_CONFIG_HOME", folder, TRUE));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/omm/own-data/releases", test_releases);
  g_test_add_func ("/omm/own-data/scales", test_scales);
  g_test_add_func ("/omm/own-data/backup", test_backup);
  g_test_add_func ("/omm/own-data/subprocess/release", show_release);
  g_test_add_func ("/omm/own-data/subprocess/scales", show_scales);
  g_test_add_func ("/omm/own-data/subprocess/backup", show_backup);
  g_test_add_func ("/omm/own-data/handsets", test_handsets);
  g_test_add_func ("/omm/own-data/subprocess/handsets", show_handsets);
  status = g_test_run ();
  if (!inside)
    g_rmdir (folder);
  g_free (folder);
  return status;
}
