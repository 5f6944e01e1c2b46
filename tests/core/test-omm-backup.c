/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "model/dect-catalogue.h"
#include "omm/dect-omm-backup.h"
#include "omm/dect-omm-reader.h"
#include "support/test-site.h"

#define HEAD "OMM 8.1\r\nconfiguration file\r\n\r\n"

/* Packs as gzip does. */
static GBytes *
pack (gconstpointer data, gsize n)
{
  g_autoptr (GConverter) packer
      = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (stream, data, n, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static DectOmmBackup *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  DectOmmBackup *backup = dect_omm_backup_read (text, strlen (text), &error);

  g_assert_no_error (error);
  return backup;
}

static const DectOmmRfp *
nth (const DectOmmBackup *backup, guint i)
{
  g_assert_cmpuint (i, <, backup->system->rfps->len);
  return g_ptr_array_index (backup->system->rfps, i);
}

static void
assert_sample (const DectOmmBackup *backup)
{
  static const char *const models[] = { "43", "35", "45", "35", "34" };
  const DectOmmSystem *system = backup->system;

  g_assert_cmpuint (backup->problems->len, ==, 0);
  g_assert_cmpint (system->origin, ==, DECT_OMM_ORIGIN_BACKUP);
  g_assert_cmpstr (system->version, ==, "OpenMobility Manager (FFSIP/SDC)SIP-DECT 8.1SP1-MADEUP");
  g_assert_cmpstr (system->name, ==, "Clinic");
  g_assert_cmpstr (system->park, ==, "1F102A7158");
  g_assert_cmpuint (g_hash_table_size (system->sites), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (system->sites, "2"), ==, "Annex");
  g_assert_cmpuint (system->rfps->len, ==, G_N_ELEMENTS (models));
  g_assert_cmpuint (system->handsets->len, ==, 0);
  for (guint i = 0; i < system->rfps->len; i++)
    {
      g_assert_cmpint (nth (backup, i)->id, ==, i);
      g_assert_cmpstr (nth (backup, i)->model, ==, models[i]);
      g_assert_cmpint (nth (backup, i)->connected, ==, DECT_OMM_UNSET);
      g_assert_cmpint (nth (backup, i)->preferred_sync, ==, DECT_OMM_UNSET);
    }
  g_assert_cmpstr (nth (backup, 0)->mac, ==, "003042aa0001");
  g_assert_cmpstr (nth (backup, 0)->hierarchy[2], ==, "Lobby");
  g_assert_null (nth (backup, 0)->hierarchy[3]);
  g_assert_cmpint (nth (backup, 2)->cluster, ==, 2);
  g_assert_cmpint (nth (backup, 2)->x, ==, 900);
  g_assert_cmpint (nth (backup, 2)->y, ==, 110);
  g_assert_cmpstr (nth (backup, 2)->hierarchy[0], ==, "House B");
  g_assert_cmpstr (nth (backup, 3)->name, ==, "Café Süd");
  g_assert_cmpint (nth (backup, 3)->site, ==, 2);
}

/* The same from the text, packed, and from a file. */
static void
test_sample (void)
{
  g_autoptr (GBytes) bytes = test_data_bytes ("omm/omm_conf.txt");
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmBackup) plain = NULL;
  g_autoptr (DectOmmBackup) unpacked = NULL;
  g_autoptr (DectOmmBackup) loaded = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "handover-test-XXXXXX", NULL);
  g_autoptr (GFile) file = NULL;
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);
  int fd = g_mkstemp (path);

  plain = dect_omm_backup_read (data, n, &error);
  g_assert_no_error (error);
  assert_sample (plain);
  packed = pack (data, n);
  data = g_bytes_get_data (packed, &n);
  g_assert_true (dect_omm_backup_recognise (data, n));
  unpacked = dect_omm_backup_read (data, n, &error);
  g_assert_no_error (error);
  assert_sample (unpacked);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, data, (gssize) n, NULL));
  file = g_file_new_for_path (path);
  g_assert_true (dect_omm_backup_recognise_file (file));
  loaded = dect_omm_backup_load (file, NULL, &error);
  g_assert_no_error (error);
  assert_sample (loaded);
  g_unlink (path);
  g_assert_null (dect_omm_backup_load (file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (dect_omm_backup_recognise_file (file));
}

static void
test_recognise (void)
{
  g_autoptr (GBytes) rfps = test_data_bytes ("omm/rfp-16.txt");
  g_autoptr (GBytes) backup = test_data_bytes ("omm/omm_conf.txt");
  gsize n;
  const char *data = g_bytes_get_data (rfps, &n);

  g_assert_false (dect_omm_backup_recognise (data, n));
  g_assert_false (dect_omm_backup_recognise ("", 0));
  g_assert_false (dect_omm_backup_recognise ("x\nconfiguration", 15));
  data = g_bytes_get_data (backup, &n);
  g_assert_true (dect_omm_backup_recognise (data, MIN (n, 512)));
}

/* Columns are known by their names, wherever they stand; unknown ones and unknown tables are passed
 * over. */
static void
test_columns (void)
{
  g_autoptr (DectOmmBackup) backup
      = read_text (HEAD "   |hw|secret|location|mac\n----\nRFP|16|abc|Lab|003042000001\n\n"
                        "   |mac\n---\nFAR|nonsense\n\n"
                        "   |park|x\n---\nPA|1F-10-2A-71-58|\n");

  g_assert_cmpuint (backup->problems->len, ==, 0);
  g_assert_cmpuint (backup->system->rfps->len, ==, 1);
  g_assert_cmpstr (nth (backup, 0)->model, ==, "44");
  g_assert_cmpstr (nth (backup, 0)->name, ==, "Lab");
  g_assert_cmpint (nth (backup, 0)->cluster, ==, DECT_OMM_UNSET);
  g_assert_cmpstr (backup->system->park, ==, "1F102A7158");
}

static void
assert_problems (const DectOmmBackup *backup, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < backup->problems->len; i++)
    {
      const DectOmmProblem *problem = g_ptr_array_index (backup->problems, i);

      g_string_append_printf (text, "%u:%u %s; ", problem->line, problem->column,
                              problem->field != NULL ? problem->field : "-");
      /* Whatever was wrong with it, a value of the file is not repeated. */
      g_assert_null (strstr (problem->text, "hunter2"));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_problems (void)
{
  g_autoptr (DectOmmBackup) backup
      = read_text (HEAD "   |mac         |location|clu|hw     |x\n---\n"
                        "RFP|003042000001|Lab     |one|  999  |1\n"
                        "RFP|hunter2     |Hall    |1  |  11   |1\n"
                        "RFP|            |Hall    |1  |  11   |1\n"
                        "RFP|003042000001|Twice   |1  |  11   |1\n"
                        "RFP|003042000002|hunt|er2|1  |  11   |1\n"
                        "RFP|003042000003|Käse    |1  |   0   |99999999999\n"
                        "RFP|003042000004|a\x01hunter2|1  |  11   |1\n");

  assert_problems (backup, "6:27 cluster; 6:33 hardware; 7:5 mac; 8:1 mac; 9:1 mac; 10:1 -; "
                           "11:39 x; 12:18 name; ");
  g_assert_cmpuint (backup->system->rfps->len, ==, 3);
  g_assert_cmpstr (nth (backup, 0)->name, ==, "Lab");
  g_assert_null (nth (backup, 0)->model);
  g_assert_cmpstr (nth (backup, 1)->name, ==, "Käse");
  g_assert_null (nth (backup, 2)->name);
}

/* Nothing of what the file says beyond the known columns is kept. */
static void
test_secrets (void)
{
  g_autoptr (GBytes) bytes = test_data_bytes ("omm/omm_conf.txt");
  static const char *const secrets[] = { "73194628", "notarealhash", "hunter2" };
  g_autoptr (DectOmmBackup) backup = NULL;
  g_autoptr (GString) kept = g_string_new (NULL);
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  backup = dect_omm_backup_read (data, n, NULL);
  g_string_append_printf (kept, "%s %s %s", backup->system->version, backup->system->name,
                          backup->system->park);
  for (guint i = 0; i < backup->system->rfps->len; i++)
    for (guint j = 0; j < 4; j++)
      g_string_append_printf (kept, " %s %s", nth (backup, i)->name, nth (backup, i)->hierarchy[j]);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_assert_nonnull (g_strstr_len (data, (gssize) n, secrets[i]));
      g_assert_null (strstr (kept->str, secrets[i]));
    }
}

/* A password of the sample, each character one up, so that this program does not hold it itself. */
#define SHIFTED "ivoufs3.jt.tfdsfu.upp"

static gboolean
is_secret (const char *p)
{
  for (gsize i = 0; i < strlen (SHIFTED); i++)
    if (p[i] + 1 != SHIFTED[i])
      return FALSE;
  return TRUE;
}

/* Whether it stands anywhere in what this process can write to. */
static gboolean
memory_holds_secret (void)
{
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      guint64 from, to;
      char rights[5];

      if (sscanf (*line, "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %4s", &from, &to, rights)
              != 3
          || !g_str_has_prefix (rights, "rw") || strstr (*line, "[v") != NULL)
        continue;
      for (const char *p = (const char *) (gsize) from;
           p + strlen (SHIFTED) <= (const char *) (gsize) to; p++)
        if (is_secret (p))
          return TRUE;
    }
  return FALSE;
}

/* In a process of its own, which never held the backup otherwise: nothing of its passwords is left
 * in memory. */
static void
test_wiped (void)
{
  const char *path = g_getenv ("HANDOVER_TEST_BACKUP");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmBackup) backup = NULL;
  g_autofree char *secret = g_strdup (SHIFTED);

  backup = dect_omm_backup_load (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (memory_holds_secret ());
  /* It would be found. */
  for (char *p = secret; *p != '\0'; p++)
    (*p)--;
  g_assert_true (memory_holds_secret ());
}

static void
test_memory (void)
{
  g_autoptr (GBytes) bytes = test_data_bytes ("omm/omm_conf.txt");
  g_autoptr (GBytes) packed = pack (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  GBytes *const files[] = { bytes, packed };

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("the sanitizer keeps what was freed, and maps more than can be looked through");
  return;
#endif
  if (!g_file_test ("/proc/self/maps", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no /proc");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), "handover-test-XXXXXX", NULL);
      int fd = g_mkstemp (path);

      g_assert_cmpint (fd, >=, 0);
      g_assert_true (g_close (fd, NULL));
      g_assert_true (g_file_set_contents (path, g_bytes_get_data (files[i], NULL),
                                          (gssize) g_bytes_get_size (files[i]), NULL));
      g_setenv ("HANDOVER_TEST_BACKUP", path, TRUE);
      g_test_trap_subprocess ("/omm/backup/memory/subprocess/wiped", 0, 0);
      g_unsetenv ("HANDOVER_TEST_BACKUP");
      g_unlink (path);
      g_test_trap_assert_passed ();
    }
}

static void
assert_refused (gconstpointer data, gsize n, DectOmmError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_omm_backup_read (data, n, &error));
  g_assert_error (error, DECT_OMM_ERROR, (gint) code);
}

static void
test_refused (void)
{
  static const char *const texts[]
      = { "", "one line", "a\nb\n", "a\nconfiguration file\n", HEAD "   |a\n---\nFAR|1\n" };
  g_autoptr (GBytes) bytes = test_data_bytes ("omm/omm_conf.txt");
  gsize large = DECT_OMM_BACKUP_MAX_BYTES + 1;
  g_autofree char *zeros = g_malloc0 (large);
  g_autofree char *noise = g_malloc (64);
  g_autoptr (GBytes) packed = NULL;
  gsize n;
  const char *data;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], strlen (texts[i]), DECT_OMM_ERROR_BACKUP);
  assert_refused (HEAD "   |name\n---\nRFP|\xff\n", strlen (HEAD) + 19, DECT_OMM_ERROR_ENCODING);
  assert_refused (zeros, large, DECT_OMM_ERROR_TOO_LARGE);

  /* Unpacked too large, and 2 MB out of some 2 kB. */
  packed = pack (zeros, large);
  assert_refused (g_bytes_get_data (packed, NULL), g_bytes_get_size (packed),
                  DECT_OMM_ERROR_TOO_LARGE);
  g_bytes_unref (packed);
  packed = pack (zeros, 2 * 1024 * 1024);
  assert_refused (g_bytes_get_data (packed, NULL), g_bytes_get_size (packed),
                  DECT_OMM_ERROR_TOO_LARGE);

  /* Cut at every byte, or followed by something. */
  g_bytes_unref (packed);
  data = g_bytes_get_data (bytes, &n);
  packed = pack (data, n);
  data = g_bytes_get_data (packed, &n);
  for (gsize i = 2; i < n; i++)
    assert_refused (data, i, DECT_OMM_ERROR_BACKUP);
  memset (noise, 0x1f, 64);
  memcpy (noise, data, 10);
  assert_refused (noise, 64, DECT_OMM_ERROR_BACKUP);
}

/* Any bytes end in a backup or an error. */
static void
test_noise (void)
{
  g_autoptr (GBytes) bytes = test_data_bytes ("omm/omm_conf.txt");
  gsize n;
  const char *data = g_bytes_get_data (bytes, &n);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *copy = g_memdup2 (data, n);
      g_autoptr (DectOmmBackup) backup = NULL;

      for (gint j = g_test_rand_int_range (1, 20); j > 0; j--)
        copy[g_test_rand_int_range (0, (gint) n)] = "|\r\n- \t0\xc3"[g_test_rand_int_range (0, 8)];
      backup = dect_omm_backup_read (copy, n, NULL);
      g_assert_true (backup == NULL || backup->system->rfps->len <= 5);
    }
}

static void
test_hardware (void)
{
  g_assert_cmpstr (dect_catalogue_find_hardware (11)->id, ==, "35");
  g_assert_cmpstr (dect_catalogue_find_hardware (11 + 4096)->id, ==, "35");
  g_assert_cmpstr (dect_catalogue_find_hardware (11 + 8192)->id, ==, "35");
  g_assert_cmpstr (dect_catalogue_find_hardware (5)->id, ==, "32");
  g_assert_cmpstr (dect_catalogue_find_hardware (9)->id, ==, "42");
  g_assert_cmpstr (dect_catalogue_find_hardware (19)->id, ==, "48");
  g_assert_null (dect_catalogue_find_hardware (0));
  g_assert_null (dect_catalogue_find_hardware (4096));
  g_assert_null (dect_catalogue_find_hardware (21)); /* a PC */
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/omm/backup/sample", test_sample);
  g_test_add_func ("/omm/backup/recognise", test_recognise);
  g_test_add_func ("/omm/backup/columns", test_columns);
  g_test_add_func ("/omm/backup/problems", test_problems);
  g_test_add_func ("/omm/backup/secrets", test_secrets);
  g_test_add_func ("/omm/backup/memory", test_memory);
  g_test_add_func ("/omm/backup/memory/subprocess/wiped", test_wiped);
  g_test_add_func ("/omm/backup/refused", test_refused);
  g_test_add_func ("/omm/backup/noise", test_noise);
  g_test_add_func ("/omm/backup/hardware", test_hardware);
  return g_test_run ();
}
