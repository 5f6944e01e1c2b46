/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-history.h"
#include "model/dect-site.h"

G_BEGIN_DECLS

/**
 * DECT_HARDWARE_ERROR:
 *
 * Why a base station or handset does not get an identity; codes are #DectHardwareError. The messages are translated sentences.
 */
#define DECT_HARDWARE_ERROR (dect_hardware_error_quark ())
GQuark dect_hardware_error_quark (void);

/**
 * DectHardwareError:
 * @DECT_HARDWARE_ERROR_DUPLICATE: another one has it; the message says which
 * @DECT_HARDWARE_ERROR_SAME: it has this one already
 */
typedef enum
{
  DECT_HARDWARE_ERROR_DUPLICATE,
  DECT_HARDWARE_ERROR_SAME,
} DectHardwareError;

/** dect_hardware_field: Returns: (nullable): the field that identifies the hardware: MAC of an RFP, IPEI of a handset; %NULL for other
 * kinds */
const DectField *dect_hardware_field (DectKind kind);

/**
 * dect_hardware_find:
 * @site: a site
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @identity: MAC or IPEI in its canonical form
 * @except: id of one that does not count, 0 = all count
 *
 * Returns: id of the first one that has it, 0 when none has
 */
guint32 dect_hardware_find (DectSite   *site,
                            DectKind    kind,
                            const char *identity,
                            guint32     except);

/**
 * dect_hardware_set:
 * @site: a site, no step of its history open
 * @id: an RFP or handset
 * @text: MAC or IPEI, in any spelling dect_scan_read() knows
 * @error: return location, #DECT_IDENTITY_ERROR or #DECT_HARDWARE_ERROR
 *
 * Gives it hardware, its first or another, in one step. Everything else of it stays: name, number, place, role. What was there before
 * goes into the log: event "replace", details kind ("rfps", "handsets"), name, number, old and new. Undo takes the step back, not the
 * log entry; dect_hardware_history() passes such entries over.
 *
 * Returns: whether it has it now
 */
gboolean dect_hardware_set (DectSite   *site,
                            guint32     id,
                            const char *text,
                            GError    **error);

/**
 * dect_hardware_take:
 * @site: a site, no step of its history open
 * @id: an RFP or handset
 * @from: another of its kind
 * @swap: whether @from gets the hardware of @id; otherwise it has none afterwards
 *
 * The hardware of @from goes to @id, in one step; logged as by dect_hardware_set() for each that had some and has other now.
 */
void dect_hardware_take (DectSite *site,
                         guint32   id,
                         guint32   from,
                         gboolean  swap);

/**
 * DectHardwareChange:
 * @time: when, seconds since 1970, UTC
 * @old: what was there until then
 * @replacement: what came in its place
 */
typedef struct
{
  gint64 time;
  char  *old;
  char  *replacement;
} DectHardwareChange;

/**
 * dect_hardware_history:
 * @site: a site
 * @id: an RFP or handset
 *
 * What was in its place before, by the "replace" entries of the log that lead to what it has now, the latest first. Entries whose step
 * was undone lead nowhere and are not in it. Ids are not the same in another session, identities are: they are what is followed.
 *
 * Returns: (transfer full) (element-type DectHardwareChange): the changes
 */
GPtrArray *dect_hardware_history (DectSite *site,
                                  guint32   id);

/** dect_hardware_dup_shown: @identity: MAC or IPEI as stored. Returns: (transfer full): as it is printed on the device */
char *dect_hardware_dup_shown (DectKind    kind,
                               const char *identity);

G_END_DECLS
