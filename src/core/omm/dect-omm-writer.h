/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-layout.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/*
 * The import files of the OMM, as the planner and the PBX write them: comment lines that name gateway, layout and columns; instruction
 * lines `tag = value`; the line `data_sequence`; then one record a line with ";" between fields, trailing empty fields left off. An
 * instruction stands for a value that more than half of the records share, if the layout has one to write for that column and no record
 * leaves it empty: read back, every record is as it was. UTF-8
 * without BOM, LF. Records are sorted by MAC (base stations), or by IPEI, those without one last and by number (handsets).
 * Nothing goes in that the REST document does not carry (no date, no record id), so that both sides write the same bytes.
 * Grammar: OM System Manual 2.1 p180-181, 3.0 p223-224, 6.1 p341.
 */

/**
 * dect_omm_write:
 * @snapshot: the site
 * @layout: what goes where; its kind says which file is written
 * @secrets: (nullable): access codes and SIP passwords of handsets; without them these fields stay empty
 * @only: (nullable) (element-type guint32 guint32): set of record ids (#GUINT_TO_POINTER); only these are written
 * @n_records: (out) (optional): how many records are in the file
 * @error: return location, %DECT_OMM_ERROR_CHARACTER, %DECT_OMM_ERROR_LONG, %DECT_OMM_ERROR_IDENTITY,
 *   %DECT_OMM_ERROR_DUPLICATE; the message names the thing and the field
 *
 * Any thread, as long as @secrets is the thread's own. A file of handsets with @secrets must be kept 0600.
 *
 * Returns: (transfer full): the file
 */
GBytes *dect_omm_write (const DectSnapshot  *snapshot,
                        const DectOmmLayout *layout,
                        const DectSecrets   *secrets,
                        GHashTable          *only,
                        guint               *n_records,
                        GError             **error);

/** dect_omm_write_rfp: all base stations; as dect_omm_write(), and %DECT_OMM_ERROR_KIND for a layout of handsets */
GBytes *dect_omm_write_rfp (const DectSnapshot  *snapshot,
                            const DectOmmLayout *layout,
                            GError             **error);

/** dect_omm_write_handset: all handsets; as dect_omm_write(), and %DECT_OMM_ERROR_KIND for a layout of base stations */
GBytes *dect_omm_write_handset (const DectSnapshot  *snapshot,
                                const DectOmmLayout *layout,
                                const DectSecrets   *secrets,
                                GError             **error);

/**
 * dect_omm_file_name:
 * @snapshot: the site
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @revision: revision of the gateway at the PBX, 0 when it never was there
 *
 * The PBX's own names (facts/pbx-rest.md C7): "omm-rfp-00085d0a0b01-r17.txt", "omm-handset-00085d0a0b01-r17.txt". Without
 * a master the lowest MAC stands there, without any MAC the part is left out.
 *
 * Returns: (transfer full): the default name of that file
 */
char *dect_omm_file_name (const DectSnapshot *snapshot,
                          DectKind            kind,
                          guint64             revision);

/**
 * dect_omm_record_key:
 * @record: an RFP or a handset
 *
 * What the OMM knows the thing by: "0030421b7f05" for a base station, the 13 characters of the IPEI for a handset,
 * "number:4199" for a handset without IPEI.
 *
 * Returns: (transfer full) (nullable): the key; %NULL when it has no valid one
 */
char *dect_omm_record_key (const DectRecord *record);

G_END_DECLS
