/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <signal.h>
#include <string.h>

/* What libFuzzer calls; the program's other arguments are libFuzzer's own
 * (https://llvm.org/docs/LibFuzzer.html). It passes over what begins with two hyphens. */
#define OPTION "--target="

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static DectFuzzFunc func;

/* GLib's own way to end, of which libFuzzer does not know. */
static void
trap_cb (int number)
{
  abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  guint n_targets;
  const DectFuzzTarget *targets = dect_fuzz_targets (&n_targets);
  const char *wanted = NULL;

  for (gint i = 1; i < *argc; i++)
    if (g_str_has_prefix ((*argv)[i], OPTION))
      wanted = (*argv)[i] + strlen (OPTION);
  for (guint i = 0; i < n_targets; i++)
    {
      if (g_strcmp0 (wanted, "list") == 0)
        g_print ("%s\n", targets[i].name);
      else if (g_strcmp0 (wanted, targets[i].name) == 0)
        func = targets[i].func;
    }
  if (func == NULL)
    exit (g_strcmp0 (wanted, "list") == 0 ? 0 : 2);
  signal (SIGTRAP, trap_cb);
  dect_fuzz_init ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  func (data, size);
  return 0;
}
