/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <string.h>

/* Some seconds of libFuzzer find more than all of this: it is here so that what was once found
 * stays found, and so that a reader that breaks at the first wrong byte is noticed where there is
 * no clang. */

#define SEED 20261126
#define MAX_BYTES (256 * 1024)
#define MAX_STEPS 6

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* By name, so that every computer makes the same inputs of it. */
static GPtrArray *
load_corpus (const char *name)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", name, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *file;

  g_assert_no_error (error);
  while ((file = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, file, NULL));
  g_ptr_array_sort (paths, compare_names);
  for (guint i = 0; i < paths->len; i++)
    {
      char *content;
      gsize size;

      g_file_get_contents (g_ptr_array_index (paths, i), &content, &size, &error);
      g_assert_no_error (error);
      g_ptr_array_add (corpus, g_bytes_new_take (content, size));
    }
  return corpus;
}

static guint
below (GRand *rand, guint end)
{
  return end > 1 ? (guint) g_rand_int_range (rand, 0, (gint32) end) : 0;
}

/* A piece of @from comes in at @at. */
static void
insert_piece (GByteArray *input, guint at, const guint8 *from, gsize n_from, GRand *rand)
{
  guint start = below (rand, n_from);
  guint size = 1 + below (rand, MIN (n_from - start, 64));
  g_autofree guint8 *piece = NULL;
  guint before = input->len;

  if (n_from == 0)
    return;
  piece = g_memdup2 (from + start, size);
  g_byte_array_set_size (input, before + size);
  memmove (input->data + at + size, input->data + at, before - at);
  memcpy (input->data + at, piece, size);
}

static void
mutate (GByteArray *input, GPtrArray *corpus, GRand *rand)
{
  static const char marks[] = "\0\xff\x7f\x80\"\\,;=:{}[]()#-+.*'\n\r\t 019eEAZ";
  guint at = below (rand, input->len);
  gsize n_other;
  const guint8 *other
      = g_bytes_get_data (g_ptr_array_index (corpus, below (rand, corpus->len)), &n_other);

  switch (input->len == 0 ? 5 : below (rand, 7))
    {
    case 0:
      input->data[at] ^= 1u << below (rand, 8);
      break;
    case 1:
      input->data[at] = (guint8) below (rand, 256);
      break;
    case 2:
      input->data[at] = (guint8) marks[below (rand, sizeof marks - 1)];
      break;
    case 3:
      g_byte_array_remove_range (input, at, 1 + below (rand, MIN (input->len - at, 64)));
      break;
    case 4:
      insert_piece (input, at, input->data, input->len, rand);
      break;
    case 5:
      insert_piece (input, at, other, n_other, rand);
      break;
    default:
      insert_piece (input, at, (const guint8 *) marks, sizeof marks - 1, rand);
      break;
    }
}

/* A copy of just that many bytes, so that a sanitizer sees the first one read beyond them. */
static void
run (DectFuzzFunc func, const guint8 *data, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (data, size);

  func (copy, size);
}

static void
replay (gconstpointer data)
{
  const DectFuzzTarget *target = data;
  g_autoptr (GPtrArray) corpus = load_corpus (target->name);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_assert_cmpuint (corpus->len, >, 0);
  run (target->func, NULL, 0);
  for (guint i = 0; i < corpus->len; i++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (corpus, i), &size);

      run (target->func, bytes, size);
    }
  for (guint i = 0; i < target->n_mutations; i++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();
      gsize size;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (corpus, i % corpus->len), &size);

      g_byte_array_append (input, bytes, size);
      for (guint step = below (rand, MAX_STEPS) + 1; step > 0 && input->len < MAX_BYTES; step--)
        mutate (input, corpus, rand);
      run (target->func, input->data, input->len);
    }
}

int
main (int argc, char **argv)
{
  guint n_targets;
  const DectFuzzTarget *targets = dect_fuzz_targets (&n_targets);

  dect_fuzz_init ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_targets; i++)
    {
      g_autofree char *path = g_strconcat ("/fuzz/", targets[i].name, NULL);

      g_test_add_data_func (path, &targets[i], replay);
    }
  return g_test_run ();
}
